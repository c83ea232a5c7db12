package dev.millrace.contract.rows;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import org.datavec.api.records.reader.RecordReader;

/**
 * Labelled feature rows that can be read any number of times, always in the same order, which is
 * already a seeded shuffle. Thread-safe; every cursor and reader is for one thread.
 */
public interface RowSource {

  long rows();

  long positives();

  /** A new pass over the raw feature rows. */
  RowCursor cursor();

  /**
   * A new pass over the encoded rows as a DataVec reader. It supports batches: {@code next(n)}
   * gives two {@code NDArrayWritable}s, features {@code [rows, encoder width]} and labels {@code
   * [rows, 1]}, float.
   *
   * @param counts gathers unseen categories and missing values
   */
  RecordReader encoded(FittedEncoder encoder, EncodingCounts counts);
}
