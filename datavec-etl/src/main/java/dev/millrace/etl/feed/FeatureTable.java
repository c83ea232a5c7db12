package dev.millrace.etl.feed;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.contract.rows.TestRows;
import dev.millrace.contract.rows.TrainingRows;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import org.datavec.api.records.reader.RecordReader;
import org.duckdb.DuckDBConnection;

/**
 * A feature table on disk, as {@link SplitAssigner} wrote it. Thread-safe; every cursor and reader
 * has its own connection, streams, and is for one thread. Cursors and readers that are still open
 * keep the file open after the table is closed.
 */
public final class FeatureTable implements AutoCloseable {
  private final DuckDBConnection database;
  private final FeatureContract contract;
  private final RowLayout layout;
  private final TestRows test;

  private FeatureTable(DuckDBConnection database, FeatureContract contract) {
    this.database = database;
    this.contract = contract;
    this.layout = RowLayout.of(database, "features");
    this.test = new TestRows(source(Part.TEST));
  }

  /** Opens a table for reading; nobody may change it meanwhile. */
  public static FeatureTable open(Path file, FeatureContract contract, DuckSettings settings) {
    return new FeatureTable(Duck.openReadOnly(file, settings), contract);
  }

  public TrainingRows training() {
    return new TrainingRows(source(Part.TRAIN));
  }

  public ValidationRows validation() {
    return new ValidationRows(source(Part.VALIDATION));
  }

  /** Always the same object: the rows can be taken once. */
  public TestRows test() {
    return test;
  }

  @Override
  public void close() {
    try {
      database.close();
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  private PartRows source(Part part) {
    String of = " FROM features WHERE __split = " + part.code();
    return new PartRows(
        database,
        contract,
        layout,
        part,
        Duck.queryLong(database, "SELECT count(*)" + of),
        Duck.queryLong(database, "SELECT sum(__label)" + of));
  }

  private record PartRows(
      DuckDBConnection database,
      FeatureContract contract,
      RowLayout layout,
      Part part,
      long rows,
      long positives)
      implements RowSource {
    @Override
    public RowCursor cursor() {
      return new TableCursor(database, contract, layout, part);
    }

    @Override
    public RecordReader encoded(FittedEncoder encoder, EncodingCounts counts) {
      FittedEncoder own = part == Part.TRAIN ? encoder : FittedEncoder.of(encoder.encoder());
      return new FeatureTableReader(this::cursor, own, counts);
    }
  }
}
