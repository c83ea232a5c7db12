package dev.millrace.pipeline.score;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes probabilities, row by row. Not thread-safe. */
interface ScoreSink {
  /**
   * Takes one row.
   *
   * @param reasons in words; null where they were not asked for, in all rows alike
   */
  void add(String key, double probability, @Nullable String reasons)
      throws IOException, SQLException;

  /** Everything has been added; only then what was written is whole. */
  void finish() throws IOException, SQLException;
}
