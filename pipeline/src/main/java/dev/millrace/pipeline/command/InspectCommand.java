package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.PackageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is in a model package or a run. */
@Command(
    name = "inspect",
    description = "Say what is in a model package or a run, and check a package.",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = "  millrace inspect runs/customers/20260131-093000-ab12/model")
final class InspectCommand extends Subcommand {
  @Parameters(paramLabel = "PATH", description = "A model package or a run directory.")
  private Path path = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  InspectCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean json() {
    return json;
  }

  @Override
  public Integer call() {
    if (!Files.exists(path)) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "There is no " + path + ".",
          "Give a run directory, runs/<recipe>/<run>, or its folder 'model'.");
    }
    if (isPackage(path)) {
      PackageView view = PackageView.of(ModelPackage.load(path));
      terminal().out().print(json ? Json.pretty(view) : view.text(terminal()));
      return DONE;
    }
    if (Files.isRegularFile(path.resolve(RunView.METRICS))) {
      RunView view = RunView.of(path);
      terminal().out().print(json ? Json.pretty(view.json()) : view.text(terminal()));
      return DONE;
    }
    throw new MillraceException(
        ErrorCode.ARGUMENT_INVALID,
        path
            + " is neither a model package nor a run: it has no "
            + PackageFiles.MANIFEST
            + " and no "
            + RunView.METRICS
            + ".",
        "Give a run directory, runs/<recipe>/<run>, or its folder 'model'. Of a run that stopped"
            + " before it was evaluated, read report.html and log.txt.");
  }

  /** Whether it means to be a package, so that what is wrong with it is said. */
  private static boolean isPackage(Path path) {
    return Files.exists(path.resolve(PackageFiles.MANIFEST))
        || Files.exists(path.resolve(PackageFiles.CHECKSUMS));
  }
}
