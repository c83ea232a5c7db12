package dev.millrace.pipeline.command;

import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.server.MlflowServer;
import dev.millrace.mlflow.server.PythonEnvironment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts an MLflow server. */
@Command(
    name = "mlflow",
    description = {
      "Start an MLflow server for this project, for this machine alone, until Ctrl-C.",
      "The first start installs MLflow from PyPI into the folder: a minute, 850 MB.",
    },
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExample:%n",
    footer = {
      "  millrace mlflow",
      "  export MLFLOW_TRACKING_URI=http://127.0.0.1:5000   (in another terminal)",
      "  millrace run churn.yaml",
    })
final class MlflowCommand extends Subcommand {
  private static final String FOLDER = ".mlflow";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where it listens; 5000 where it is left out, 0 for any that is free.")
  private int port = 5000;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Its data: database, artifacts, log; " + FOLDER + " where it is left out.")
  private Path folder = Path.of(FOLDER);

  @Option(
      names = "--python",
      paramLabel = "FOLDER",
      description =
          "Its Python environment, which projects may share; 'python' in the folder where it is"
              + " left out.")
  private @Nullable Path python;

  MlflowCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Path environment = python == null ? folder.resolve("python") : python;
    try (MlflowServer server =
        MlflowServer.start(folder, port, environment, ShownProgress.on(terminal(), false))) {
      Interrupts.endWith("MLflow has stopped; its data are in " + folder + ".");
      announce(server);
      server.await();
      throw new MillraceException(
          ErrorCode.TRACKING_UNREACHABLE,
          "MLflow ended by itself.",
          "See the end of " + folder.resolve("server.log") + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DONE;
    }
  }

  private void announce(MlflowServer server) {
    terminal()
        .out()
        .printf(
            "MLflow %s: %s%n%n  export %s=%s%n%ndata: %s; Ctrl-C stops it%n",
            PythonEnvironment.MLFLOW_VERSION,
            server.uri(),
            ServerConfig.URI_VARIABLE,
            server.uri(),
            folder.toAbsolutePath().normalize());
    terminal().out().flush();
  }
}
