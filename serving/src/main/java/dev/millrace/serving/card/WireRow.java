package dev.millrace.serving.card;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Rules;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Clean values as a client writes them, so that reading them gives the same clean values. */
final class WireRow {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final double MICROS_PER_DAY = 86_400e6;
  private static final double WHOLE_BELOW = 0x1p53;

  private WireRow() {}

  /** The row in the contract's order, without missing values. */
  static ObjectNode of(FeatureContract contract, Map<String, Object> clean) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (Column column : contract.columns()) {
      Object value = clean.get(column.name());
      if (value instanceof Number number) {
        put(row, column, number.doubleValue());
      } else if (value != null) {
        row.put(column.name(), value.toString());
      }
    }
    return row;
  }

  /** Puts a number as the column's type is written: whole, a truth value, a date. */
  static void put(ObjectNode row, Column column, double value) {
    String name = column.name();
    switch (column.type()) {
      case BOOLEAN -> row.put(name, value != 0);
      case DATE, TIMESTAMP -> row.put(name, time(column, value));
      default -> {
        if (value == Math.rint(value) && Math.abs(value) < WHOLE_BELOW) {
          row.put(name, (long) value);
        } else {
          row.put(name, value);
        }
      }
    }
  }

  private static String time(Column column, double days) {
    if (!column.formats().isEmpty()) {
      return formatter(column.formats().get(0)).format(moment(days));
    }
    return column.type() == ColumnType.DATE
        ? Rules.bound(ColumnType.DATE, Math.floor(days + 0.5)) // a median may lie between two days
        : moment(days).toInstant(ZoneOffset.UTC).toString();
  }

  /** To the microsecond, as timestamps are read. */
  private static LocalDateTime moment(double days) {
    long micros = Math.round(days * MICROS_PER_DAY);
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(micros, MICROS_PER_SECOND),
        (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000,
        ZoneOffset.UTC);
  }

  /** Java means the same by the letters that formats know, but keeps some signs for itself. */
  private static DateTimeFormatter formatter(String format) {
    return DateTimeFormatter.ofPattern(format.replaceAll("[\\[\\]{}#]", "'$0'"), Locale.ENGLISH);
  }
}
