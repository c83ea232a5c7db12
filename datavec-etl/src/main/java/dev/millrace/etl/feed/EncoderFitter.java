package dev.millrace.etl.feed;

import dev.millrace.contract.encode.ColumnStatistics;
import dev.millrace.contract.encode.ColumnStatistics.Numbers;
import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncoderBuilder;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.encode.NumbersCollector;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.etl.duck.ChunkScan;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;

/**
 * Fits the encoder to a feature table. Reads training rows only; the same rows give the same bytes,
 * whatever their order and however many threads.
 */
public final class EncoderFitter {
  private static final String TRAINING = " FROM features WHERE __split = 0";

  private final FeatureContract contract;
  private final DuckDBConnection database;

  private EncoderFitter(FeatureContract contract, DuckDBConnection database) {
    this.contract = contract;
    this.database = database;
  }

  /**
   * Fits all columns; target-encoded ones out of fold too.
   *
   * @param features what {@link SplitAssigner} wrote
   * @throws dev.millrace.contract.error.MillraceException {@code COLUMN_ALL_MISSING} or {@code
   *     RECIPE_INVALID}, naming the column
   */
  public static FittedEncoder fit(Path features, FeatureContract contract, DuckSettings settings) {
    try (DuckDBConnection database = Duck.openReadOnly(features, settings)) {
      return new EncoderFitter(contract, database).fit();
    } catch (SQLException e) {
      throw DuckErrors.translate(e, features);
    }
  }

  private FittedEncoder fit() throws SQLException {
    List<ColumnStatistics> all = new ArrayList<>();
    for (Column column : contract.columns()) {
      all.add(column.isNumeric() ? numbers(column) : CategoryCounts.of(database, column).all());
    }
    EncoderBuilder builder = new EncoderBuilder(contract, all);
    Encoder encoder = builder.build();
    boolean byRate = IntStream.range(0, all.size()).anyMatch(builder::isTargetEncoded);
    return byRate ? new FittedEncoder(encoder, outOfFold(builder, all)) : FittedEncoder.of(encoder);
  }

  private List<Encoder> outOfFold(EncoderBuilder builder, List<ColumnStatistics> all)
      throws SQLException {
    List<List<ColumnStatistics>> without = new ArrayList<>();
    for (int fold = 0; fold < PartWriter.FOLDS; fold++) {
      without.add(new ArrayList<>(all));
    }
    for (int i = 0; i < contract.columns().size(); i++) {
      Column column = contract.columns().get(i);
      if (builder.isTargetEncoded(i)) {
        CategoryCounts counts = CategoryCounts.of(database, column);
        for (int fold = 0; fold < PartWriter.FOLDS; fold++) {
          without.get(fold).set(i, counts.without(fold));
        }
      }
    }
    return without.stream().map(builder::outOfFold).toList();
  }

  /**
   * Sorting is left to DuckDB, which spills; the sums then run in an order that is always equal.
   */
  private Numbers numbers(Column column) {
    String name = Duck.identifier(column.name());
    long rows = Duck.queryLong(database, "SELECT count(*)" + TRAINING);
    long present = Duck.queryLong(database, "SELECT count(" + name + ")" + TRAINING);
    NumbersCollector collector = new NumbersCollector(present, rows - present);
    String sorted = "SELECT " + name + TRAINING + " AND " + name + " IS NOT NULL ORDER BY 1";
    try (ChunkScan scan = ChunkScan.start(database, sorted)) {
      while (scan.next()) {
        for (int row = 0; row < scan.rows(); row++) {
          collector.add(scan.vector(0).getDouble(row));
        }
      }
    }
    return collector.finish();
  }
}
