package dev.millrace.models.train;

import dev.millrace.contract.support.Seeds;

/** Training rows as shuffled mini-batches. Not thread-safe. */
interface BatchFeed extends AutoCloseable {

  /** Begins an epoch: every row is given at most once until the next call. */
  void startEpoch(Seeds seeds);

  /** Fills the whole batch with the epoch's next rows. */
  void fill(Batch batch);

  @Override
  void close();
}
