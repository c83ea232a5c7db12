package dev.millrace.etl.feed;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Hashes;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;

/**
 * Fingerprints of the parts of a feature table: of the keys, cutoffs, labels and features of their
 * rows, whatever order these are in. Equal rows give equal digests on every machine.
 *
 * @param train 16 hexadecimal digits, as the others
 */
public record PartDigests(String train, String validation, String test) {
  private static final int LENGTH = 16;

  /** Reads a table, once for each part. */
  public static PartDigests of(Path features, FeatureContract contract, DuckSettings settings) {
    try (DuckDBConnection database = Duck.openReadOnly(features, settings)) {
      String columns = columns(contract, RowLayout.of(database, "features"));
      return new PartDigests(
          digest(database, columns, Part.TRAIN),
          digest(database, columns, Part.VALIDATION),
          digest(database, columns, Part.TEST));
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  private static String columns(FeatureContract contract, RowLayout layout) {
    Stream<String> ours =
        Stream.of("__key", "__cutoff", "__label").filter(layout.columns()::contains);
    Stream<String> features = contract.columnNames().stream().map(Duck::identifier);
    String names = contract.columnNames().toString();
    return Stream.concat(Stream.concat(ours, features), Stream.of(Duck.literal(names)))
        .collect(Collectors.joining(", "));
  }

  /** Sums do not mind the order of what is added. */
  private static String digest(DuckDBConnection database, String columns, Part part) {
    String sql =
        "SELECT concat_ws(' ', count(*), sum(md5_number_lower(text)), sum(md5_number_upper(text)))"
            + " FROM (SELECT row("
            + columns
            + ")::VARCHAR AS text FROM features WHERE __split = "
            + part.code()
            + ")";
    String sums = Objects.requireNonNull(Duck.queryText(database, sql));
    return Hashes.sha256(sums).substring(0, LENGTH);
  }
}
