package dev.millrace.serving.model;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.registry.ModelRegistry;
import dev.millrace.mlflow.registry.ModelUri;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Finds the source that a person names. */
public final class ModelSources {
  /** Of packages from a registry, below the folder of the project. */
  public static final Path CACHE = Path.of(".millrace", "serving", "models");

  /** Of runs, below the folder of the project. */
  public static final Path RUNS = Path.of("runs");

  private static final String REGISTRY = "models:/";

  /** Shorter than those of training, which can wait: an answer is one page of JSON or one file. */
  private static final Duration CONNECT = Duration.ofSeconds(2);

  private static final Duration ANSWER = Duration.ofSeconds(15);

  private ModelSources() {}

  /**
   * The source of a name.
   *
   * @param model {@code models:/NAME@ALIAS}, {@code models:/NAME/VERSION}, the folder of a package
   *     or run, or {@code runs/RECIPE} for the latest run of a recipe; empty where there is but one
   * @param project folder that relative paths, runs and the cache are below of
   * @param server the registry; needed only for {@code models:/}
   * @throws MillraceException {@code ARGUMENT_INVALID} where a registry is meant and none is named
   */
  public static ModelSource of(String model, Path project, Optional<ServerConfig> server) {
    if (model.isBlank()) {
      return LatestRun.in(project.resolve(RUNS));
    }
    if (!model.startsWith(REGISTRY)) {
      Path folder = project.resolve(model).toAbsolutePath().normalize();
      return isRecipe(folder) ? LatestRun.of(folder) : new FolderSource(folder);
    }
    ServerConfig config = server.orElseThrow(() -> noServer(model)).withTimeouts(CONNECT, ANSWER);
    return new RegistrySource(
        new ModelRegistry(config), ModelUri.parse(model), project.resolve(CACHE));
  }

  private static boolean isRecipe(Path folder) {
    Path parent = folder.getParent();
    return parent != null && parent.endsWith(RUNS) && !FolderSource.hasPackage(folder);
  }

  private static MillraceException noServer(String model) {
    return new MillraceException(
        ErrorCode.ARGUMENT_INVALID,
        model + " is in a registry, but no MLflow server is named.",
        "Name it in "
            + ServerConfig.URI_VARIABLE
            + "; 'millrace mlflow' starts one for this project.");
  }
}
