package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.ErrorKind;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.ship.Sync;
import dev.millrace.mlflow.ship.SyncReport;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.stage.AbandonedRuns;
import dev.millrace.pipeline.track.Journals;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Delivers journals to MLflow. */
@Command(
    name = "sync",
    description = {
      "Deliver what runs have tracked to an MLflow server.",
      "Harmless to repeat and to interrupt: what the server has is not sent again.",
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  millrace sync churn.yaml --tracking-uri https://mlflow.example")
final class SyncCommand extends Subcommand {
  @Parameters(
      paramLabel = "RECIPE|RUN_DIR",
      arity = "0..1",
      description =
          "All runs of a recipe, one run, or all runs of all recipes of a folder; this folder where"
              + " it is left out.")
  private Path what = Path.of("");

  @Mixin private RecipeOptions recipe = new RecipeOptions();
  @Mixin private TrackingOptions tracking = new TrackingOptions();

  @Option(names = "--json", description = "Print one JSON object for each run, a line each.")
  private boolean json;

  SyncCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean json() {
    return json;
  }

  @Override
  public Integer call() {
    ServerConfig server = tracking.requireServer();
    List<Path> journals = journals();
    long lines = 0;
    boolean problems = false;
    for (Path run : journals) {
      SyncReport report = Sync.sync(run, server);
      lines += report.lines();
      problems |= !report.problems().isEmpty();
      terminal().out().print(json ? line(run, report) : text(run, report));
    }
    if (!json) {
      terminal().out().println(summary(journals.size(), lines, server));
    }
    return problems ? ErrorKind.RESOURCES.exitCode() : DONE;
  }

  private List<Path> journals() {
    if (Files.isRegularFile(what)) {
      Recipe read = recipe.read(what);
      return of(read.folder(), read.name());
    }
    Path folder = what.toAbsolutePath().normalize();
    if (Journals.isIn(folder)) {
      return List.of(folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "There is no " + what + ".",
          "Give a recipe, a run directory, or a folder with recipes that were run.");
    }
    List<Path> all = new ArrayList<>();
    Journals.recipes(folder).forEach(name -> all.addAll(of(folder, name)));
    return all;
  }

  private static List<Path> of(Path folder, String name) {
    AbandonedRuns.end(folder, name);
    return Journals.of(folder, name);
  }

  private static String text(Path run, SyncReport report) {
    if (report.lines() == 0 && report.problems().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(run.getFileName())
        .append(": ")
        .append(Figures.count(report.lines()))
        .append(" entries delivered");
    report.runs().stream().limit(1).forEach(page -> text.append(", ").append(page));
    report.problems().forEach(problem -> text.append("\n  not delivered: ").append(problem));
    return text.append('\n').toString();
  }

  private static String summary(int runs, long lines, ServerConfig server) {
    if (runs == 0) {
      return "there is nothing to deliver: no run here was tracked";
    }
    return lines == 0
        ? "%s has all of %d %s".formatted(server.uri(), runs, runs == 1 ? "run" : "runs")
        : "%s has all of %d %s now".formatted(server.uri(), runs, runs == 1 ? "run" : "runs");
  }

  private static String line(Path run, SyncReport report) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("run", run.toString());
    line.put("entries", report.lines());
    line.put("pages", report.runs());
    line.put("problems", report.problems());
    return Json.line(line) + "\n";
  }
}
