package dev.millrace.etl.source;

import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Progress;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBAppender;

/**
 * Writes a file again as plain UTF-8 that DuckDB cannot misread: every value quoted, row numbers in
 * front, malformed lines left out and appended to their own table.
 */
final class CsvRewrite implements CsvScan.Sink {
  private final CsvFile file;
  private final BufferedWriter out;
  private final DuckDBAppender rejects;
  private long row;

  private CsvRewrite(CsvFile file, BufferedWriter out, DuckDBAppender rejects, long rowsBefore) {
    this.file = file;
    this.out = out;
    this.rejects = rejects;
    this.row = rowsBefore;
  }

  static CsvScan write(
      CsvFile file, Path target, DuckDBAppender rejects, long rowsBefore, Progress.Task task) {
    try (BufferedWriter out = Files.newBufferedWriter(target)) {
      CsvScan scan = CsvScan.of(file, task, new CsvRewrite(file, out, rejects, rowsBefore));
      out.flush();
      return scan;
    } catch (IOException e) {
      throw Io.fault(target, e);
    } catch (UncheckedIOException e) {
      throw Io.fault(target, new IOException(e));
    }
  }

  @Override
  public void row(List<String> values) {
    row++;
    try {
      out.write(Long.toString(row));
      for (String value : values) {
        out.write(",\"");
        out.write(value.replace("\"", "\"\""));
        out.write('"');
      }
      out.write('\n');
    } catch (IOException e) { // not to be mistaken for trouble with the file that is read
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void malformed(long line, String text, String problem) throws IOException {
    row++;
    try {
      rejects.beginRow();
      rejects.append(row);
      rejects.append(file.path().toString());
      rejects.append(line);
      rejects.append(text);
      rejects.append(problem);
      rejects.endRow();
    } catch (SQLException e) {
      throw new IOException("appending a malformed line", e);
    }
  }
}
