package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.pipeline.demo.DemoCompany;
import dev.millrace.pipeline.demo.DemoRequest;
import dev.millrace.pipeline.demo.DemoResult;
import dev.millrace.pipeline.demo.TruthDates;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the example company. */
@Command(
    name = "demo",
    description = {
      "Write the data of the example company: a subscription business in five sources.",
      "Its customers leave for stated reasons, so the best possible model is known. The",
      "folder also gets the recipe and a README that explains everything.",
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {"  millrace demo churn", "  millrace run churn/recipe.yaml"})
final class DemoCommand extends Subcommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "Where it goes; 'churn' where it is left out.")
  private Path folder = Path.of("churn");

  @Option(
      names = "--customers",
      paramLabel = "N",
      description = "Customers who ever signed up; 20000 where it is left out.")
  private int customers = 20_000;

  @Option(
      names = "--months",
      paramLabel = "M",
      description = "Months of data up to December 2025; 24 where it is left out.")
  private int months = 24;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Another seed makes up another company; 1 where it is left out.")
  private long seed = 1;

  @Option(
      names = "--truth",
      paramLabel = "DATES",
      description = "Dates whose true probabilities are written: monthly (default) or daily.")
  private String truth = "monthly";

  @Option(
      names = "--force",
      description = "Replace files of the company's names in a folder that holds something.")
  private boolean force;

  @Option(names = "--json", description = "Print the result, progress and errors as JSON lines.")
  private boolean json;

  DemoCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean json() {
    return json;
  }

  @Override
  public Integer call() {
    int threads = Runtime.getRuntime().availableProcessors();
    DemoResult result =
        DemoCompany.write(
            new DemoRequest(folder, customers, months, seed, truth(), force, threads),
            ShownProgress.on(terminal(), json));
    terminal().out().print(json ? Json.line(result) + "\n" : text(result));
    return DONE;
  }

  private TruthDates truth() {
    return switch (truth) {
      case "monthly" -> TruthDates.MONTHLY;
      case "daily" -> TruthDates.DAILY;
      default ->
          throw new MillraceException(
              ErrorCode.ARGUMENT_INVALID,
              "--truth: expected monthly or daily, but found '" + truth + "'.",
              "See 'millrace demo --help'.");
    };
  }

  private String text(DemoResult result) {
    return """
        %s customers, of whom %s left
        %s rows of usage, %s invoices, %s tickets, %s surveys
        %s true probabilities
        next: millrace run %s
        """
        .formatted(
            Figures.count(result.customers()),
            Figures.count(result.left()),
            Figures.count(result.usage()),
            Figures.count(result.invoices()),
            Figures.count(result.tickets()),
            Figures.count(result.surveys()),
            Figures.count(result.truths()),
            folder.resolve("recipe.yaml"));
  }
}
