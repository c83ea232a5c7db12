package dev.millrace.serving.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as people write them; each is empty where the text is none. */
final class Texts {
  static final String SIZE = "a size like 64KiB or 4MiB, at most 1GiB";
  static final String TIME = "a time like 250ms, 10s or 5m";
  static final String SHARE = "a share like 10% or 0.1, above 0 and at most 100%";
  static final String RATE = "a rate like 100/s or 600/m";

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*(.*)");
  private static final BigDecimal MOST_BYTES = BigDecimal.valueOf(1L << 30);
  private static final BigDecimal MOST_MILLIS = BigDecimal.valueOf(365L * 24 * 3_600_000);
  private static final Map<String, Long> BYTES =
      Map.of(
          "",
          1L,
          "B",
          1L,
          "KB",
          1_000L,
          "MB",
          1_000_000L,
          "GB",
          1_000_000_000L,
          "KIB",
          1L << 10,
          "MIB",
          1L << 20,
          "GIB",
          1L << 30);
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L);
  private static final Map<String, Long> SECONDS = Map.of("/s", 1L, "/m", 60L, "/h", 3_600L);

  private Texts() {}

  /** Bytes, at most a GiB; KB, MB and GB are powers of ten, KiB, MiB and GiB of two. */
  static Optional<Long> size(String text) {
    return amount(text.toUpperCase(Locale.ROOT), BYTES, BigDecimal::multiply)
        .filter(bytes -> bytes.compareTo(MOST_BYTES) <= 0)
        .map(BigDecimal::longValue);
  }

  /** At most a year, in nanoseconds far from the end of a long. */
  static Optional<Duration> time(String text) {
    return amount(text, MILLIS, BigDecimal::multiply)
        .filter(millis -> millis.compareTo(MOST_MILLIS) <= 0)
        .map(BigDecimal::longValue)
        .map(Duration::ofMillis);
  }

  static Optional<Rate> rate(String text) {
    return amount(
            text, SECONDS, (n, unit) -> BigDecimal.valueOf(n.doubleValue() / unit.longValue()))
        .map(BigDecimal::doubleValue)
        .filter(perSecond -> perSecond > 0)
        .map(Rate::new);
  }

  /** Above 0 and at most 1. */
  static Optional<Double> share(String text) {
    return amount(text, Map.of("", 1L, "%", 100L), (n, unit) -> n.divide(unit))
        .map(BigDecimal::doubleValue)
        .filter(share -> share > 0 && share <= 1);
  }

  static Optional<Long> whole(String text) {
    return text.matches("\\d{1,10}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }

  /** Parts between commas, without blanks around them; none for a blank text. */
  static List<String> list(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  private interface Conversion {
    BigDecimal apply(BigDecimal number, BigDecimal unit);
  }

  private static Optional<BigDecimal> amount(
      String text, Map<String, Long> units, Conversion conversion) {
    Matcher matcher = AMOUNT.matcher(text.strip());
    if (!matcher.matches() || !units.containsKey(matcher.group(2))) {
      return Optional.empty();
    }
    BigDecimal unit = BigDecimal.valueOf(units.get(matcher.group(2)));
    return Optional.of(conversion.apply(new BigDecimal(matcher.group(1)), unit));
  }
}
