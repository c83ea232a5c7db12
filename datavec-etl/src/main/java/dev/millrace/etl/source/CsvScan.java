package dev.millrace.etl.source;

import dev.millrace.contract.support.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a pass over a whole file of delimited text found.
 *
 * @param records all of them, malformed ones too, without the header
 * @param malformed those that are no row
 * @param longest characters of the longest record
 * @param mixed whether lines end in different ways
 */
record CsvScan(long records, long malformed, int longest, boolean mixed) {

  /** Sees every record; the values are reused afterwards. */
  interface Sink {
    void row(List<String> values) throws IOException;

    void malformed(long line, String text, String problem) throws IOException;
  }

  /** Passes all records to the sink, where there is one. */
  static CsvScan of(CsvFile file, Progress.Task task, @Nullable Sink sink) {
    try (InputStream bytes = TextEncoding.open(file.path(), task);
        BufferedReader text = file.encoding().reader(bytes)) {
      CsvRecords records = new CsvRecords(text, file.dialect());
      if (file.dialect().header()) {
        records.next(); // before a width is expected: a blank line is never the header
      }
      records.expect(file.names().size());
      long all = 0;
      long malformed = 0;
      int longest = 0;
      while (records.next()) {
        all++;
        longest = Math.max(longest, records.text().length());
        String problem = records.problem();
        malformed += problem == null ? 0 : 1;
        if (sink == null) {
          continue;
        }
        if (problem == null) {
          sink.row(records.values());
        } else {
          sink.malformed(records.line(), records.text(), problem);
        }
      }
      return new CsvScan(all, malformed, longest, records.hasMixedLineEnds());
    } catch (IOException e) {
      throw TextEncoding.unpacked(file.path(), e);
    }
  }

  /** Whether DuckDB reads the file as we do. */
  boolean isPlain() {
    return malformed == 0 && !mixed;
  }
}
