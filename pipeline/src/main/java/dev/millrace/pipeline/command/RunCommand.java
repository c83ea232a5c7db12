package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Failures;
import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.pipeline.stage.RunPipeline;
import dev.millrace.pipeline.stage.RunRequest;
import dev.millrace.pipeline.stage.RunResult;
import dev.millrace.pipeline.stage.StageName;
import dev.millrace.pipeline.track.Delivery;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a recipe. */
@Command(
    name = "run",
    description = {
      "Run a recipe up to a model package.",
      "Stages whose input has not changed are skipped. The last line of standard output",
      "is the run directory.",
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  millrace run churn.yaml --set DATA=customers.csv --from train")
final class RunCommand extends Subcommand {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private RecipeArguments recipe = new RecipeArguments();

  @Option(
      names = "--from",
      converter = StageConverter.class,
      paramLabel = "STAGE",
      description =
          "Run this stage and all after it, changed or not: ingest, clean, features, train,"
              + " tune, evaluate or package.")
  private @Nullable StageName from;

  @Option(
      names = "--to",
      converter = StageConverter.class,
      paramLabel = "STAGE",
      description = "Stop after this stage; without it the run goes up to the package.")
  private StageName to = StageName.PACKAGE;

  @Option(names = "--force", description = "Run every stage, changed or not.")
  private boolean force;

  @Option(
      names = "--prove",
      description =
          "Make the features anew from data that ends at a cutoff, for three cutoffs, and compare"
              + " bit for bit; needs a recipe with an entity.")
  private boolean prove;

  @Mixin private TrackingOptions tracking = new TrackingOptions();

  @Option(names = "--json", description = "Print the result, progress and errors as JSON lines.")
  private boolean json;

  RunCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean json() {
    return json;
  }

  @Override
  public Integer call() {
    Progress progress = ShownProgress.on(terminal(), json);
    Optional<ServerConfig> server = tracking.server();
    RunPipeline pipeline = new RunPipeline(InstantSource.system(), progress, server);
    StageName first = force ? StageName.INGEST : from;
    RunResult result = pipeline.run(new RunRequest(recipe.read(), first, to, prove));
    terminal()
        .out()
        .print(json ? Json.line(RunSummary.json(result)) + "\n" : text(result, server.isPresent()));
    terminal().out().flush();
    Path folder = result.folder();
    if (folder != null) {
      server.ifPresent(there -> deliver(folder, there, progress));
    }
    MillraceException stopped = result.stopped();
    return stopped == null ? DONE : new Failures(terminal(), json).report(stopped);
  }

  /** The result is said already: whoever does not want to wait may interrupt this. */
  private void deliver(Path folder, ServerConfig server, Progress progress) {
    Delivery delivery = Delivery.of(folder, server, PATIENCE, progress);
    delivery.problems().forEach(problem -> say("not delivered: " + problem));
    if (delivery.waiting() == 0) {
      say(delivery.page());
      return;
    }
    String trouble = delivery.trouble().isEmpty() ? "" : ": " + delivery.trouble();
    say(
        "%s entries wait for %s%s%n'millrace sync %s' delivers them."
            .formatted(Figures.count(delivery.waiting()), server.uri(), trouble, folder));
  }

  private void say(String text) {
    if (json) {
      terminal().err().println(Json.line(Map.of("tracking", text)));
    } else {
      terminal().err().println("tracking: " + text);
    }
  }

  private String text(RunResult result, boolean registered) {
    RunSummary summary = new RunSummary(terminal());
    if (result.clean() != null) {
      summary.rows(result.clean());
    }
    if (result.tables() != null) {
      summary.tables(result.tables());
    }
    if (result.features() != null) {
      summary.features(result.features());
    }
    summary.stages(result.stages());
    if (result.study() != null) {
      summary.study(result.study());
    }
    if (result.evaluation() != null) {
      summary.evaluation(result.evaluation(), result.comparison());
    }
    if (result.folds() != null) {
      summary.folds(result.folds());
    }
    if (result.promotion() != null && registered) {
      summary.promotion(result.promotion());
    }
    Path folder = result.folder();
    return folder == null
        ? summary.print() + "stopped after " + to + ", as asked for\n"
        : summary.print() + "report: " + folder.resolve("report.html") + "\nrun: " + folder + "\n";
  }
}
