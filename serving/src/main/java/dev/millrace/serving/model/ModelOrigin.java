package dev.millrace.serving.model;

/**
 * Where a served model came from.
 *
 * @param version the registry's version, or the run id of a package from a folder, or the beginning
 *     of its checksum
 * @param alias by which the registry was asked; empty where it was not
 * @param source for people, without a path of this machine: {@code models:/telco@champion}, {@code
 *     run 20261124-090000-aaaa}, {@code folder 20261124-090000-aaaa/model}
 * @param runId of the training run; empty where the package does not say
 * @param digest SHA-256 of the package's checksums: equal for equal packages
 */
public record ModelOrigin(
    String version, String alias, String source, String runId, String digest) {

  /** Whether both are the same version with the same content. */
  boolean isSameModel(ModelOrigin other) {
    return version.equals(other.version) && digest.equals(other.digest);
  }
}
