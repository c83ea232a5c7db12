package dev.millrace.etl.source;

import java.util.ArrayList;
import java.util.List;

/** Splits one record into its values. Not thread-safe. */
final class CsvSplitter {

  /** How a record ended. */
  enum End {
    COMPLETE,
    /** Within a quoted value: the record goes on in the next line, or the quote is a slip. */
    OPEN_QUOTE,
    /** There is text between a closing quote and the next delimiter. */
    BROKEN_QUOTE
  }

  private final CsvDialect dialect;
  private final List<String> values = new ArrayList<>();

  CsvSplitter(CsvDialect dialect) {
    this.dialect = dialect;
  }

  /** The values of the last record that was complete; reused. */
  List<String> values() {
    return values;
  }

  End split(String text) {
    values.clear();
    int at = 0;
    while (true) {
      int start = skipBlanks(text, at);
      if (dialect.quote() != 0 && start < text.length() && text.charAt(start) == dialect.quote()) {
        int close = quoted(text, start + 1);
        if (close < 0) {
          return End.OPEN_QUOTE;
        }
        at = skipBlanks(text, close);
        if (at < text.length() && !text.startsWith(dialect.delimiter(), at)) {
          return End.BROKEN_QUOTE;
        }
      } else {
        int end = text.indexOf(dialect.delimiter(), at);
        end = end < 0 ? text.length() : end;
        values.add(text.substring(at, end));
        at = end;
      }
      if (at >= text.length()) {
        return End.COMPLETE;
      }
      at += dialect.delimiter().length();
    }
  }

  /** Adds the quoted value that begins at {@code at}; the position after its quote, -1 if open. */
  private int quoted(String text, int at) {
    StringBuilder value = new StringBuilder();
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escapes = c == dialect.escape() && i + 1 < text.length();
      if (escapes && isEscapable(text.charAt(i + 1))) {
        value.append(text.charAt(++i));
      } else if (c == dialect.quote()) {
        values.add(value.toString());
        return i + 1;
      } else {
        value.append(c);
      }
    }
    return -1;
  }

  private boolean isEscapable(char c) {
    return c == dialect.quote() || c == dialect.escape();
  }

  private int skipBlanks(String text, int at) {
    int i = at;
    while (i < text.length() && text.charAt(i) == ' ' && !dialect.delimiter().startsWith(" ")) {
      i++;
    }
    return i;
  }
}
