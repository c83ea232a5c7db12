package dev.millrace.pipeline.recipe;

import dev.millrace.contract.feature.ColumnType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks the small languages inside a recipe: regular expressions, date formats and dates. */
final class Patterns {
  /** What Java takes and RE2 (which cleaning runs) does not: look-around, back references. */
  private static final Pattern NOT_RE2 =
      Pattern.compile("\\(\\?<?[=!]|\\\\[1-9]|\\(\\?>|[*+?}]\\+");

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern OTHER_LETTER = Pattern.compile("[A-Za-z&&[^yMdHmsS]]");
  private static final double SECONDS_PER_DAY = 86_400;

  private static final Pattern ZONED = Pattern.compile(".*(Z|[+-]\\d\\d:\\d\\d)");

  private Patterns() {}

  /** A regular expression that RE2 understands, as far as can be told. */
  static @Nullable String checked(Fields fields, String key) {
    String pattern = fields.text(key);
    if (pattern == null) {
      return null;
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      fields.problem(
          key,
          "'%s': expected a regular expression: %s at position %d"
              .formatted(key, e.getDescription(), e.getIndex() + 1));
      return null;
    }
    if (NOT_RE2.matcher(pattern).find()) {
      fields.problem(
          key,
          "'%s': look-around, back references and possessive repeats are not known".formatted(key));
    }
    return pattern;
  }

  /** Date formats of the letters y M d H m s S; a date must hold year, month and day. */
  static List<String> checkedFormats(Fields fields, String key, ColumnType type) {
    List<String> formats = fields.texts(key, List.of());
    for (String format : formats) {
      String reason = faultOf(format);
      if (reason != null) {
        fields.problem(
            key,
            "'%s': expected a format like %s, but found '%s': %s"
                .formatted(
                    key,
                    type == ColumnType.TIMESTAMP ? "dd.MM.yyyy HH:mm" : "dd.MM.yyyy",
                    format,
                    reason));
      }
    }
    return formats;
  }

  /** Days since 1970-01-01 of an ISO date or moment; UTC where no zone is given. */
  static @Nullable Double day(Fields fields, String key, Node node) {
    String text = fields.values().text(key, node).orElse(null);
    if (text == null) {
      return null;
    }
    try {
      return days(text.replace(' ', 'T'));
    } catch (DateTimeParseException e) {
      fields.values().wrong(key, node, "a date like 2020-01-31");
      return null;
    }
  }

  private static double days(String text) {
    if (!text.contains("T")) {
      return LocalDate.parse(text).toEpochDay();
    }
    Instant moment =
        ZONED.matcher(text).matches()
            ? OffsetDateTime.parse(text).toInstant()
            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    return moment.getEpochSecond() / SECONDS_PER_DAY;
  }

  private static @Nullable String faultOf(String format) {
    String letters = QUOTED.matcher(format).replaceAll("");
    if (OTHER_LETTER.matcher(letters).find()) {
      return "only the letters y M d H m s S have a meaning; put others in single quotes";
    }
    if (!letters.contains("y") || !letters.contains("M") || !letters.contains("d")) {
      return "year (y), month (M) and day (d) are needed";
    }
    try {
      DateTimeFormatter known = DateTimeFormatter.ofPattern(format);
      return known.format(LocalDate.EPOCH.atStartOfDay()).isEmpty() ? "it is empty" : null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
