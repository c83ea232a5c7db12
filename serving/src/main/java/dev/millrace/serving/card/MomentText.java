package dev.millrace.serving.card;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Rules;
import dev.millrace.contract.feature.TimeFormat;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Writes days since 1970-01-01 as a column's requests write them. */
final class MomentText {
  private static final double MICROS_PER_DAY = 86_400e6;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private MomentText() {}

  /** The first spelling that is read back as the same moment; empty where none is. */
  static Optional<String> exact(Column column, double days) {
    List<TimeFormat> readers = TimeFormat.of(column);
    Stream<String> spellings =
        column.formats().isEmpty()
            ? Stream.of(iso(column, days))
            : column.formats().stream().flatMap(format -> write(format, days).stream());
    return spellings
        .filter(text -> read(readers, text).equals(OptionalDouble.of(days)))
        .findFirst();
  }

  /** In the column's first format, rounded to what it can say. */
  static String nearest(Column column, double days) {
    return column.formats().isEmpty()
        ? iso(column, days)
        : formatter(column.formats().get(0)).format(moment(days));
  }

  private static String iso(Column column, double days) {
    return column.type() == ColumnType.DATE
        ? Rules.bound(ColumnType.DATE, Math.floor(days + 0.5)) // a median may lie between two days
        : moment(days).toInstant(ZoneOffset.UTC).toString();
  }

  private static Optional<String> write(String format, double days) {
    try {
      return Optional.of(formatter(format).format(moment(days)));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty(); // Java does not know the spelling, so another has to do
    }
  }

  /** Java means the same by the letters that formats know, but keeps some signs for itself. */
  private static DateTimeFormatter formatter(String format) {
    return DateTimeFormatter.ofPattern(format.replaceAll("[\\[\\]{}#]", "'$0'"), Locale.ENGLISH);
  }

  /** To the microsecond, as timestamps are read. */
  private static LocalDateTime moment(double days) {
    long micros = Math.round(days * MICROS_PER_DAY);
    long second = Math.floorDiv(micros, MICROS_PER_SECOND);
    int nanos = (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000;
    return LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC);
  }

  /** As requests are read: the first format that fits. */
  private static OptionalDouble read(List<TimeFormat> readers, String text) {
    return readers.stream()
        .map(reader -> reader.parse(text))
        .filter(OptionalDouble::isPresent)
        .findFirst()
        .orElse(OptionalDouble.empty());
  }
}
