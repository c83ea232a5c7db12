package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckErrors;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.FloatWritable;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Writable;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Lands what a DataVec reader gives, record by record and as text; each file has a reader of its
 * own.
 */
final class ReaderLanding {
  private static final int REPORT_EVERY = 1_000;
  private static final double EXACT = 0x1p53;

  private final LandingFile into;
  private final SourceSpec.Reader spec;
  private long row;

  ReaderLanding(LandingFile into, SourceSpec.Reader spec) {
    this.into = into;
    this.spec = spec;
  }

  LandedTable land(Fingerprint fingerprint) {
    List<LandedColumn> columns =
        ColumnNames.distinct(spec.columns()).stream()
            .map(name -> new LandedColumn(name, "VARCHAR"))
            .toList();
    into.createTables(spec.name(), columns);
    try (Progress.Task task = into.progress().start("read " + spec.name(), -1, "rows");
        DuckDBAppender rows = into.connection().createAppender("raw", spec.name())) {
      for (Fingerprint.Part part : fingerprint.parts()) {
        append(Path.of(part.path()), rows, task);
      }
      task.advance(row % REPORT_EVERY);
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
    if (row == 0) {
      throw new MillraceException(
          ErrorCode.SOURCE_EMPTY,
          "Source '" + spec.name() + "': " + spec.className() + " gave no record.",
          "Check its path and options.");
    }
    nullify(columns);
    return new LandedTable(
        spec.name(), columns, row, 0, "records of " + spec.className(), fingerprint);
  }

  private void append(Path path, DuckDBAppender rows, Progress.Task task) throws SQLException {
    try (RecordReader reader = ReaderFactory.create(spec)) {
      initialize(reader, path);
      while (reader.hasNext()) {
        append(path, reader.next(), rows);
        if (row % REPORT_EVERY == 0) {
          task.advance(REPORT_EVERY);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw broken(path, e);
    } catch (MillraceException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // whatever a stranger's reader throws
      throw broken(path, e);
    }
  }

  /** Readers take what a configuration does not say as their default, not as constructed. */
  private void initialize(RecordReader reader, Path path) throws IOException, InterruptedException {
    Configuration configuration = new Configuration();
    spec.options().entrySet().stream()
        .filter(option -> !ReaderFactory.isArgument(option.getKey()))
        .forEach(option -> configuration.set(option.getKey(), option.getValue()));
    FileSplit file = new FileSplit(path.toFile());
    if (configuration.size() == 0) {
      reader.initialize(file);
    } else {
      reader.initialize(configuration, file);
    }
  }

  private void append(Path path, List<Writable> record, DuckDBAppender rows) throws SQLException {
    row++;
    if (record.size() != spec.columns().size()) {
      throw new MillraceException(
          ErrorCode.SOURCE_UNREADABLE,
          String.format(
              "Source '%s', %s, row %d: expected %d values (%s), but the reader gave %d.",
              spec.name(),
              path,
              row,
              spec.columns().size(),
              String.join(", ", spec.columns()),
              record.size()),
          "Name one column for each value of a record in 'columns'.");
    }
    rows.beginRow();
    rows.append(row);
    rows.append(path.toString());
    for (Writable value : record) {
      rows.append(text(value));
    }
    rows.endRow();
  }

  /** As a request would say it: whole numbers without a point; null where it is missing. */
  private static @Nullable String text(@Nullable Writable value) {
    if (value == null || value instanceof NullWritable) {
      return null;
    }
    if (value instanceof DoubleWritable || value instanceof FloatWritable) {
      double number = value.toDouble();
      boolean whole = number == Math.rint(number) && Math.abs(number) <= EXACT;
      return Double.isNaN(number) ? null : whole ? Long.toString((long) number) : value.toString();
    }
    return value.toString();
  }

  private MillraceException broken(Path path, Exception cause) {
    return new MillraceException(
        ErrorCode.SOURCE_UNREADABLE,
        String.format(
            "Source '%s': %s failed after row %d of %s: %s",
            spec.name(), spec.className(), row, path, cause),
        "Check the reader's options and the file.",
        cause);
  }

  /** The declared spellings of a missing value become one. */
  private void nullify(List<LandedColumn> columns) {
    if (spec.nullValues().stream().allMatch(String::isBlank)) {
      return;
    }
    String settings =
        columns.stream()
            .map(column -> Duck.identifier(column.name()))
            .map(name -> name + " = " + LandingFile.value(name, spec.nullValues()))
            .collect(Collectors.joining(", "));
    Duck.execute(
        into.connection(), "UPDATE " + LandingFile.landed(spec.name()) + " SET " + settings);
  }
}
