package dev.millrace.serving.model;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.TimeFormat;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes days since 1970-01-01 as a column's requests write them. */
final class TimeText {
  private static final double MICROS_PER_DAY = 86_400e6;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final String ISO_DATE = "yyyy-MM-dd";
  private static final List<String> ISO_TIMESTAMP =
      List.of("yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'");

  private TimeText() {}

  /** The first spelling that is read back as the same moment; empty where none is. */
  static Optional<String> of(Column column, double days) {
    LocalDateTime moment = moment(days);
    List<TimeFormat> readers = TimeFormat.of(column);
    return spellings(column).stream()
        .map(spelling -> write(spelling, moment))
        .flatMap(Optional::stream)
        .filter(text -> read(readers, text).equals(OptionalDouble.of(days)))
        .findFirst();
  }

  private static List<String> spellings(Column column) {
    if (!column.formats().isEmpty()) {
      return column.formats();
    }
    return column.type() == ColumnType.DATE ? List.of(ISO_DATE) : ISO_TIMESTAMP;
  }

  private static LocalDateTime moment(double days) {
    long micros = Math.round(days * MICROS_PER_DAY);
    long second = Math.floorDiv(micros, MICROS_PER_SECOND);
    int nanos = (int) Math.floorMod(micros, MICROS_PER_SECOND) * 1000;
    return LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC);
  }

  private static Optional<String> write(String spelling, LocalDateTime moment) {
    try {
      return Optional.of(DateTimeFormatter.ofPattern(spelling, Locale.ROOT).format(moment));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty(); // Java does not know the spelling, so another has to do
    }
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
