package dev.millrace.pipeline.score;

import java.io.IOException;
import java.sql.SQLException;

/** Takes probabilities, row by row. Not thread-safe. */
interface ScoreSink {
  void add(String key, double probability) throws IOException, SQLException;

  /** Everything has been added; only then what was written is whole. */
  void finish() throws IOException, SQLException;
}
