/**
 * Delivers journals to MLflow servers, in order and exactly once as MLflow sees it: {@link
 * dev.millrace.mlflow.ship.Sync} on demand, {@link dev.millrace.mlflow.ship.BackgroundShipper}
 * while a run writes.
 *
 * <p>What was delivered stands in a cursor beside the journal. Of what follows it is unknown
 * whether the server has it, for its answer may have been lost: so it is looked for, by tags of our
 * own, before it is sent.
 */
@NullMarked
package dev.millrace.mlflow.ship;

import org.jspecify.annotations.NullMarked;
