package dev.millrace.serving.model;

import dev.millrace.mlflow.registry.ModelRegistry;
import dev.millrace.mlflow.registry.ModelUri;
import dev.millrace.mlflow.registry.ModelVersion;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A version or an alias in an MLflow registry. Packages are kept in a cache, so that a server
 * starts while the registry is away. Several servers may share a cache.
 */
public final class RegistrySource implements ModelSource {
  private final ModelRegistry registry;
  private final ModelUri uri;
  private final ModelCache cache;

  /**
   * Takes over the registry: it is closed with this source.
   *
   * @param cache holds {@code NAME/VERSION}, for example {@code .millrace/serving/models}
   */
  public RegistrySource(ModelRegistry registry, ModelUri uri, Path cache) {
    this.registry = registry;
    this.uri = uri;
    this.cache = new ModelCache(cache.toAbsolutePath().normalize(), uri);
  }

  /** One question to the registry; a version that was registered anew has another time. */
  @Override
  public SourceState look() {
    return stateOf(registry.find(uri));
  }

  private static SourceState stateOf(ModelVersion version) {
    String number = String.valueOf(version.version());
    return new SourceState(number, number + " of " + version.created());
  }

  @Override
  public Candidate fetch(SourceState seen) {
    ModelUri exact = new ModelUri(uri.name(), "", seen.version());
    return candidate(seen.version(), cache.fetch(registry, registry.find(exact)));
  }

  @Override
  public void served(Candidate candidate) {
    cache.remember(candidate.origin().version());
  }

  /** The version that was served last by this name; its self-test says whether it is still good. */
  @Override
  public Optional<Candidate> lastGood() {
    return cache.remembered().map(version -> candidate(version, cache.folderOf(version)));
  }

  @Override
  public boolean mayBeUnfinished() {
    return false;
  }

  @Override
  public boolean isRegistry() {
    return true;
  }

  /** Whether this follows an alias, which may be moved back. */
  boolean followsAlias() {
    return !uri.alias().isEmpty();
  }

  /** The alias; empty where a version is named. */
  String alias() {
    return uri.alias();
  }

  /** The version that had the alias before another one. */
  SourceState before(String version) {
    ModelVersion later = registry.find(new ModelUri(uri.name(), "", version));
    return stateOf(registry.before(later, uri.alias()));
  }

  /**
   * Moves the alias back from a version to the one that had it before. Another server may have done
   * it already: then it stays, or it would go back twice.
   *
   * @param left the version that is to lose it
   * @return the version that has it now
   */
  String moveBack(String left) {
    ModelVersion holder = registry.find(uri);
    boolean has = String.valueOf(holder.version()).equals(left);
    ModelVersion now = has ? registry.rollBack(holder, uri.alias()) : holder;
    return String.valueOf(now.version());
  }

  @Override
  public void close() {
    registry.close();
  }

  @Override
  public String toString() {
    return uri.toString();
  }

  private Candidate candidate(String version, Path folder) {
    ModelOrigin origin =
        new ModelOrigin(
            version, uri.alias(), uri.toString(), Digests.runOf(folder), Digests.of(folder));
    return new Candidate(folder, origin);
  }
}
