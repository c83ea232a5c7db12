package dev.millrace.etl.source;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of delimited text, one after the other. A line that is no record is given as malformed
 * and costs itself only: a quote that is never closed does not swallow what follows. Blank lines
 * are passed over (with a single column they are a missing value). Not thread-safe.
 */
final class CsvRecords {
  /** A quoted value longer than this is taken for a quote that was never closed. */
  private static final int MAX_LINES = 2_000;

  private final char quote;
  private final CsvSplitter splitter;
  private final TextLines source;
  private final Deque<String> returned = new ArrayDeque<>();
  private int width;
  private long taken;
  private long line;
  private String text = "";
  private @Nullable String problem;

  CsvRecords(Reader reader, CsvDialect dialect) throws IOException {
    this.quote = dialect.quote();
    this.splitter = new CsvSplitter(dialect);
    this.source = new TextLines(reader);
    String skipped = "";
    for (int i = 0; i < dialect.skip() && skipped != null; i++) {
      skipped = take();
    }
  }

  /** From now on a record needs this many values. */
  void expect(int values) {
    width = values;
  }

  /** Moves to the next record; false at the end. */
  boolean next() throws IOException {
    String first = take();
    while (first != null && width != 1 && first.isBlank()) {
      first = take();
    }
    if (first == null) {
      return false;
    }
    line = taken;
    text = first;
    CsvSplitter.End end = splitter.split(first);
    problem = end == CsvSplitter.End.OPEN_QUOTE ? joined(first) : said(end);
    return true;
  }

  /** The line the record begins in, from 1. */
  long line() {
    return line;
  }

  /** The values, where the record is not malformed; reused by {@link #next()}. */
  List<String> values() {
    return splitter.values();
  }

  /** The text as it stands in the file. */
  String text() {
    return text;
  }

  /** What is wrong with the record; null where nothing is. */
  @Nullable String problem() {
    return problem;
  }

  /** Whether DuckDB would stumble over the line ends. */
  boolean hasMixedLineEnds() {
    return source.isMixed();
  }

  /** Adds lines until the quote is closed; where that fails, only the first line is spent. */
  private @Nullable String joined(String first) throws IOException {
    StringBuilder whole = new StringBuilder(first);
    List<String> added = new ArrayList<>();
    for (String more = take(); more != null; more = take()) {
      added.add(more);
      whole.append('\n').append(more);
      CsvSplitter.End end = CsvSplitter.End.OPEN_QUOTE;
      if (more.indexOf(quote) >= 0) { // only a quote can close the value
        end = splitter.split(whole.toString());
      }
      if (end == CsvSplitter.End.COMPLETE && said(end) == null) {
        text = whole.toString();
        return null;
      }
      if (end != CsvSplitter.End.OPEN_QUOTE || added.size() == MAX_LINES) {
        break;
      }
    }
    for (int i = added.size() - 1; i >= 0; i--) {
      returned.push(added.get(i));
    }
    taken -= added.size();
    return "a quote is opened and not closed";
  }

  private @Nullable String said(CsvSplitter.End end) {
    if (end == CsvSplitter.End.BROKEN_QUOTE) {
      return "text follows a closing quote";
    }
    int values = splitter.values().size();
    return width == 0 || values == width ? null : values + " values instead of " + width;
  }

  private @Nullable String take() throws IOException {
    String next = returned.isEmpty() ? source.next() : returned.pop();
    if (next != null) {
      taken++;
    }
    return next;
  }
}
