package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One file of delimited text, understood.
 *
 * @param names its columns, distinct
 */
record CsvFile(Path path, TextEncoding encoding, CsvDialect dialect, List<String> names) {

  /** Finds encoding, dialect and columns. */
  static CsvFile open(SourceSpec.Csv spec, Path path) {
    TextEncoding encoding = TextEncoding.detect(path, spec.encoding());
    try {
      CsvDialect dialect;
      try (BufferedReader text = encoding.reader(TextEncoding.open(path))) {
        dialect = CsvSniffer.sniff(spec, text);
      }
      return new CsvFile(path, encoding, dialect, names(path, encoding, dialect));
    } catch (IOException e) {
      throw TextEncoding.unpacked(path, e);
    }
  }

  private static List<String> names(Path path, TextEncoding encoding, CsvDialect dialect)
      throws IOException {
    try (BufferedReader text = encoding.reader(TextEncoding.open(path))) {
      CsvRecords records = new CsvRecords(text, dialect);
      if (!records.next()) {
        throw new MillraceException(
            ErrorCode.SOURCE_EMPTY,
            path + " holds no line with text.",
            "Check what writes it, or leave it out of the source.");
      }
      if (records.problem() != null) {
        throw new MillraceException(
            ErrorCode.SOURCE_UNREADABLE,
            path
                + ", line "
                + records.line()
                + ": the first line is broken: "
                + records.problem()
                + ".",
            "Correct it, or name 'delimiter', 'quote' or 'skip' (lines before the header).");
      }
      return ColumnNames.distinct(
          dialect.header()
              ? List.copyOf(records.values())
              : records.values().stream().map(value -> "").toList());
    }
  }

  /** How the file was understood, for people. */
  String describe() {
    return dialect.describe() + ", " + encoding.charset().name();
  }
}
