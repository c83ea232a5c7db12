package dev.millrace.scoring;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Reasons as people read them: {@code mean(usage.minutes, 30d) = 3.2 (usual 14.5): +1.31}, where
 * usual is the training rows' median of a number and the last figure is the effect in log-odds.
 * Several are separated by {@code "; "}. Immutable and thread-safe.
 */
public final class ReasonText {
  private static final MathContext DIGITS = new MathContext(3);
  private static final double WHOLE_FROM = 1000;
  private static final double MILLIS_PER_DAY = 86_400_000;

  private final FeatureContract contract;
  private final Encoder encoder;
  private final Map<String, Integer> positions = new HashMap<>();

  /** For the rows that a package scores. */
  public ReasonText(ModelPackage modelPackage) {
    this(modelPackage.contract(), modelPackage.encoder());
  }

  ReasonText(FeatureContract contract, Encoder encoder) {
    this.contract = contract;
    this.encoder = encoder;
    contract.columnNames().forEach(name -> positions.put(name, positions.size()));
  }

  /** The reasons of one row of the batch; empty where there are none. */
  public String of(ColumnBatch rows, int row, List<Reason> reasons) {
    return reasons.stream().map(reason -> of(rows, row, reason)).collect(Collectors.joining("; "));
  }

  private String of(ColumnBatch rows, int row, Reason reason) {
    Integer index = positions.get(reason.column());
    if (index == null) {
      throw new IllegalArgumentException("no column '" + reason.column() + "' in the contract");
    }
    Column column = contract.columns().get(index);
    OptionalDouble usual = encoder.usual(index);
    String value = value(column, index, rows, row);
    return reason.column()
        + (value.isEmpty() ? " missing" : " = " + value)
        + (usual.isPresent() ? " (usual " + number(column.type(), usual.getAsDouble()) + ")" : "")
        + ": "
        + effect(reason.effect());
  }

  private static String value(Column column, int index, ColumnBatch rows, int row) {
    if (!column.isNumeric()) {
      String text = rows.text(index, row);
      return text == null ? "" : text;
    }
    double value = rows.number(index, row);
    return Double.isNaN(value) ? "" : number(column.type(), value);
  }

  private static String number(ColumnType type, double value) {
    return switch (type) {
      case BOOLEAN -> value == 0 ? "no" : "yes";
      case DATE -> LocalDate.ofEpochDay(Math.round(value)).toString();
      case TIMESTAMP -> Instant.ofEpochMilli(Math.round(value * MILLIS_PER_DAY)).toString();
      case INTEGER, NUMBER, CATEGORY -> threeDigits(value);
    };
  }

  /** Three digits, but all of those before the point. */
  private static String threeDigits(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded =
        Math.abs(value) >= WHOLE_FROM
            ? exact.setScale(0, RoundingMode.HALF_UP)
            : exact.round(DIGITS).stripTrailingZeros();
    return rounded.toPlainString();
  }

  private static String effect(double effect) {
    BigDecimal rounded = new BigDecimal(effect).setScale(2, RoundingMode.HALF_UP);
    return (rounded.signum() < 0 ? "" : "+") + rounded.toPlainString();
  }
}
