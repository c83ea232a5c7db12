package dev.millrace.serving.model;

import java.util.Optional;

/** Where models come from. Thread-safe; every method may block for seconds. */
public sealed interface ModelSource extends AutoCloseable
    permits FolderSource, LatestRun, RegistrySource {

  /**
   * What is there now; quick, made to be asked every few seconds.
   *
   * @throws dev.millrace.contract.error.MillraceException of kind {@code RESOURCES} where the
   *     source cannot be asked, of another where it has no such model
   */
  SourceState look();

  /** Brings the package that was seen to this machine. */
  Candidate fetch(SourceState seen);

  /** Hears that a package of this source is served now. */
  default void served(Candidate candidate) {}

  /** What was served before, where the source cannot be asked. */
  default Optional<Candidate> lastGood() {
    return Optional.empty();
  }

  /** Whether a package that is broken may be one that is just being copied. */
  boolean mayBeUnfinished();

  /** Whether it is a registry: while it is away it is asked less often. */
  default boolean isRegistry() {
    return false;
  }

  /** For people, with paths of this machine. */
  @Override
  String toString();

  @Override
  default void close() {}
}
