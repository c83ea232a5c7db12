/**
 * Tracking that survives its server. Training code speaks to {@link dev.millrace.mlflow.Tracking}
 * and {@link dev.millrace.mlflow.TrackedRun}, which write a journal beside the run and never wait
 * for the network; {@link dev.millrace.mlflow.ship.Sync} delivers a journal to any MLflow server.
 */
@NullMarked
package dev.millrace.mlflow;

import org.jspecify.annotations.NullMarked;
