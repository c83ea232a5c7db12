package dev.millrace.models.train;

import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.rows.TrainingRows;
import dev.millrace.contract.rows.ValidationRows;

/** The rows of one fold of a cross-validation, opened for as long as its turn lasts. */
public interface FoldRows extends AutoCloseable {

  /** What the fold trains on. */
  TrainingRows training();

  /** What it is judged on, and where the best epoch is chosen. */
  ValidationRows validation();

  /** Fitted to the fold's own training rows. */
  FittedEncoder encoder();

  @Override
  void close();
}
