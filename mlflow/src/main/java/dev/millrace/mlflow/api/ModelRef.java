package dev.millrace.mlflow.api;

/**
 * A logged model of a server.
 *
 * @param artifacts address of its files
 * @param ready whether all of it has been delivered
 */
public record ModelRef(String id, String artifacts, boolean ready) {}
