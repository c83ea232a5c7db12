package dev.millrace.serving.model;

import dev.millrace.mlflow.registry.ModelRegistry;
import dev.millrace.mlflow.registry.ModelUri;
import java.nio.file.Path;

/**
 * A version or an alias in an MLflow registry. Packages are kept in a cache, so that a server
 * starts while the registry is away.
 */
public final class RegistrySource implements ModelSource {
  private final ModelRegistry registry;
  private final ModelUri uri;

  /**
   * Takes over the registry: it is closed with this source.
   *
   * @param cache holds {@code NAME/VERSION}, for example {@code .millrace/serving/models}
   */
  public RegistrySource(ModelRegistry registry, ModelUri uri, Path cache) {
    this.registry = registry;
    this.uri = uri;
  }

  @Override
  public SourceState look() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Candidate fetch(SourceState seen) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean mayBeUnfinished() {
    return false;
  }

  @Override
  public boolean isRegistry() {
    return true;
  }

  @Override
  public void close() {
    registry.close();
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
