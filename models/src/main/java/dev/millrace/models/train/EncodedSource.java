package dev.millrace.models.train;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.rows.RowSource;
import java.util.function.Supplier;
import org.datavec.api.records.reader.RecordReader;

/**
 * Encoded rows that can be read any number of times.
 *
 * @param width features of a row
 * @param passes opens a new pass; see {@link RowSource#encoded}
 */
record EncodedSource(long rows, long positives, int width, Supplier<RecordReader> passes) {

  /** Training rows are encoded out of fold where the encoder has parts for it. */
  static EncodedSource ofTraining(RowSource source, FittedEncoder encoder) {
    int columns = encoder.encoder().inputSchema().numColumns();
    return new EncodedSource(
        source.rows(),
        source.positives(),
        encoder.encoder().width(),
        () -> source.encoded(encoder, new EncodingCounts(columns)));
  }

  /** Rows that the encoder was not fitted to. */
  static EncodedSource ofOthers(RowSource source, FittedEncoder encoder) {
    return ofTraining(source, FittedEncoder.of(encoder.encoder()));
  }
}
