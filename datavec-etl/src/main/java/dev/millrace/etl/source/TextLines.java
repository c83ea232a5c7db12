package dev.millrace.etl.source;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of a text, noticing whether line ends are of one kind. Not thread-safe. */
final class TextLines {
  private static final int LF = 1;
  private static final int CR = 2;
  private static final int CR_LF = 4;

  private final Reader reader;
  private final char[] buffer = new char[1 << 16];
  private int at;
  private int end;
  private int kinds;

  TextLines(Reader reader) {
    this.reader = reader;
  }

  /** The next line without its end; null after the last. */
  @Nullable String next() throws IOException {
    StringBuilder carried = null;
    while (true) {
      if (at == end && !fill()) {
        return carried == null ? null : carried.toString();
      }
      int start = at;
      while (at < end && buffer[at] != '\n' && buffer[at] != '\r') {
        at++;
      }
      if (at < end) {
        String tail = new String(buffer, start, at - start);
        takeLineEnd();
        return carried == null ? tail : carried.append(tail).toString();
      }
      carried = carried == null ? new StringBuilder() : carried;
      carried.append(buffer, start, at - start);
    }
  }

  /** Whether lines so far ended in different ways, or in a way of the very old days. */
  boolean isMixed() {
    return kinds == CR || Integer.bitCount(kinds) > 1;
  }

  private void takeLineEnd() throws IOException {
    if (buffer[at++] == '\n') {
      kinds |= LF;
      return;
    }
    boolean pair = (at < end || fill()) && buffer[at] == '\n';
    kinds |= pair ? CR_LF : CR;
    at += pair ? 1 : 0;
  }

  private boolean fill() throws IOException {
    end = Math.max(0, reader.read(buffer));
    at = 0;
    return end > 0;
  }
}
