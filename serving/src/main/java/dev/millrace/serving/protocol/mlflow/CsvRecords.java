package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.request.Refusal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records of a CSV text (RFC 4180), one after the other. Lines end with CR LF, LF or CR; a field in
 * double quotes may hold commas, line ends and doubled quotes; lines that hold nothing are skipped.
 */
final class CsvRecords {
  private static final char QUOTE = '"';
  private static final String HINT =
      "Send CSV as RFC 4180 says: quotes around a field, and each quote within it doubled.";

  private final String text;
  private final StringBuilder field = new StringBuilder();
  private int at;
  private int line = 1;
  private int recordLine;

  CsvRecords(String text) {
    this.text = text;
  }

  /** The next record's fields, or null at the end. */
  @Nullable List<String> next() throws Refusal {
    while (at < text.length() && isLineEnd(text.charAt(at))) {
      skipLineEnd();
    }
    if (at == text.length()) {
      return null;
    }
    recordLine = line;
    List<String> fields = new ArrayList<>();
    fields.add(field());
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      fields.add(field());
    }
    if (at < text.length()) {
      skipLineEnd();
    }
    return fields;
  }

  /** The line on which the last record began, from 1. */
  int line() {
    return recordLine;
  }

  private String field() throws Refusal {
    return at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain();
  }

  private String plain() {
    int from = at;
    while (at < text.length() && !isFieldEnd(text.charAt(at))) {
      at++;
    }
    return text.substring(from, at);
  }

  private String quoted() throws Refusal {
    int begin = line;
    field.setLength(0);
    at++;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != QUOTE) {
        take(c);
      } else if (at + 1 < text.length() && text.charAt(at + 1) == QUOTE) {
        field.append(QUOTE);
        at += 2;
      } else {
        at++;
        checkFieldEnd();
        return field.toString();
      }
    }
    throw Refusal.body("Line %d: a quoted field is not closed.".formatted(begin), HINT);
  }

  /** Within quotes a line end stays as it is. */
  private void take(char c) {
    boolean ends =
        c == '\n' || (c == '\r' && !(at + 1 < text.length() && text.charAt(at + 1) == '\n'));
    if (ends) {
      line++;
    }
    field.append(c);
    at++;
  }

  private void checkFieldEnd() throws Refusal {
    if (at < text.length() && !isFieldEnd(text.charAt(at))) {
      throw Refusal.body("Line %d: text follows a quoted field.".formatted(line), HINT);
    }
  }

  private void skipLineEnd() {
    if (text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
      at++;
    }
    at++;
    line++;
  }

  private static boolean isFieldEnd(char c) {
    return c == ',' || isLineEnd(c);
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
