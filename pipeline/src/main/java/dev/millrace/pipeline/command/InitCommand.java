package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.support.Progress;
import dev.millrace.pipeline.init.RecipeInit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a first recipe. */
@Command(
    name = "init",
    description = {
      "Look at a data file and write a commented recipe for it.",
      "The recipe goes to standard output, every guess visible. Without --target the",
      "columns that could be one are listed.",
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  millrace init customers.csv --target Churn --positive Yes > churn.yaml")
final class InitCommand extends Subcommand {
  @Parameters(
      paramLabel = "DATA",
      description = "A CSV, JSON or Parquet file, or a quoted glob like 'data/*.csv'.")
  private String data = "";

  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description = "The column that answers the yes/no question.")
  private @Nullable String target;

  @Option(
      names = "--positive",
      paramLabel = "VALUE",
      description = "The value of that column that means yes; guessed where it is left out.")
  private @Nullable String positive;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description = "The column that identifies a row; guessed where it is left out.")
  private @Nullable String key;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The recipe's name; the file's where it is left out.")
  private @Nullable String name;

  InitCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Progress progress = ShownProgress.onlyInteractive(terminal());
    RecipeInit.Request request = new RecipeInit.Request(data, target, positive, key, name);
    terminal().out().print(RecipeInit.write(request, progress));
    return DONE;
  }
}
