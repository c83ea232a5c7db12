package dev.millrace.mlflow.api;

/** A version in the registry of a server. */
public record VersionRef(String name, String version) {
  @Override
  public String toString() {
    return name + " version " + version;
  }
}
