package dev.millrace.mlflow.api;

/**
 * A run of a server.
 *
 * @param artifacts address of its artifacts, for example {@code mlflow-artifacts:/1/…/artifacts}
 */
public record RunRef(String id, String experiment, String artifacts) {}
