package dev.millrace.pipeline.demo;

import dev.millrace.etl.duck.Duck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Gathers the usage of a block of customers and writes it as a Parquet file for each month. */
final class UsageTable {
  private static final List<Device> DEVICES = List.of(Device.values());

  private final DuckDBConnection database;
  private final DuckDBAppender appender;
  private long rows;

  UsageTable(DuckDBConnection database) throws SQLException {
    this.database = database;
    Duck.execute(
        database,
        "CREATE TABLE usage (customer INTEGER, spelling TINYINT, day INTEGER, device TINYINT,"
            + " minutes INTEGER, sessions INTEGER, errors INTEGER, loaded INTEGER)");
    this.appender = database.createAppender("usage");
  }

  /**
   * Adds a row.
   *
   * @param minutes below 0 for missing
   * @param errors below 0 for missing
   * @param loaded minutes since 1970-01-01T00:00Z
   */
  void add(
      int customer,
      Spelling spelling,
      int day,
      Device device,
      int minutes,
      int sessions,
      int errors,
      int loaded)
      throws SQLException {
    appender.beginRow();
    appender.append(customer);
    appender.append((byte) Spelling.ALL.indexOf(spelling));
    appender.append(day);
    appender.append((byte) DEVICES.indexOf(device));
    append(minutes);
    appender.append(sessions);
    append(errors);
    appender.append(loaded);
    appender.endRow();
    rows++;
  }

  /**
   * Writes {@code usage/month=YYYY-MM/part-NNNN.parquet}, each in order of day and customer.
   *
   * @return rows written
   */
  long write(Period period, Path folder, int part) throws SQLException, IOException {
    appender.close();
    for (int month = 0; month < period.months(); month++) {
      Path place = folder.resolve("usage").resolve("month=" + period.month(month));
      Files.createDirectories(place);
      writeMonth(
          period.monthStart(month), period.monthStart(month + 1), place.resolve(Parts.file(part)));
    }
    return rows;
  }

  private void writeMonth(int from, int to, Path file) throws SQLException {
    if (Duck.queryLong(database, "SELECT count(*) FROM usage WHERE day >= ? AND day < ?", from, to)
        == 0) {
      return;
    }
    Duck.execute(
        database,
        "COPY (SELECT "
            + choice("spelling", Spelling.ALL.stream().map(Spelling::sql))
            + " AS customer_id, DATE '1970-01-01' + day AS day, "
            + choice("device", DEVICES.stream().map(d -> Duck.literal(d.title())))
            + " AS device, minutes, sessions, errors,"
            + " make_timestamp(loaded::BIGINT * 60000000) AS loaded_at"
            + (" FROM usage WHERE day >= " + from + " AND day < " + to)
            + " ORDER BY usage.day, customer, usage.device, loaded, usage.rowid) TO "
            + Duck.literal(file)
            + Parts.FORMAT);
  }

  /** The value for a place in a list. */
  private static String choice(String place, Stream<String> values) {
    List<String> all = values.toList();
    String cases =
        Stream.iterate(0, i -> i < all.size() - 1, i -> i + 1)
            .map(i -> " WHEN " + i + " THEN " + all.get(i))
            .collect(Collectors.joining());
    return "CASE usage." + place + cases + " ELSE " + all.get(all.size() - 1) + " END";
  }

  private void append(int value) throws SQLException {
    if (value < 0) {
      appender.appendNull();
    } else {
      appender.append(value);
    }
  }
}
