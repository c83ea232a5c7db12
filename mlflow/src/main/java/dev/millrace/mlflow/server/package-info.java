/**
 * A real MLflow server for a project: {@link dev.millrace.mlflow.server.MlflowServer} installs one
 * of a pinned version, starts and stops it.
 */
@NullMarked
package dev.millrace.mlflow.server;

import org.jspecify.annotations.NullMarked;
