package dev.millrace.models.evaluate;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Clean feature values as people write them. */
final class FeatureText {
  static final String MISSING = "(missing)";

  private static final double MILLIS_PER_DAY = 86_400_000;

  private FeatureText() {}

  static String of(Column column, int index, ColumnBatch batch, int row) {
    if (column.type() == ColumnType.CATEGORY) {
      @Nullable String text = batch.text(index, row);
      return text == null ? MISSING : text;
    }
    double number = batch.number(index, row);
    return Double.isNaN(number) ? MISSING : present(column.type(), number);
  }

  private static String present(ColumnType type, double number) {
    return switch (type) {
      case BOOLEAN -> number == 0 ? "false" : "true";
      case DATE -> LocalDate.ofEpochDay(Math.round(number)).toString();
      case TIMESTAMP -> Instant.ofEpochMilli(Math.round(number * MILLIS_PER_DAY)).toString();
      case INTEGER, NUMBER, CATEGORY -> plain(number);
    };
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
