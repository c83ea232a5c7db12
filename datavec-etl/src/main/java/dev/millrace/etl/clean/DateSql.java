package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Days and moments as people wrote them, as SQL. */
final class DateSql {
  private static final String ISO_DATE = "^\\d{4}-\\d{2}-\\d{2}$";
  private static final String ISO_TIME =
      "^\\d{4}-\\d{2}-\\d{2}(?:[T ](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?"
          + "(?:Z|[+-]\\d{2}(?::?\\d{2})?)?)?$";
  private static final String MONTHS =
      "['jan','feb','mar','apr','may','jun','jul','aug','sep','oct','nov','dec']";

  private DateSql() {}

  /** Days since 1970-01-01, NULL where the text is no day in any of the formats. */
  static String days(String text, List<String> formats) {
    return "CAST(date_diff('day', DATE '1970-01-01', " + date(text, formats) + ") AS DOUBLE)";
  }

  /** Fractional days since 1970-01-01T00:00Z, to the microsecond. */
  static String moment(String text, List<String> formats) {
    String stamp =
        formats.isEmpty()
            ? "CASE WHEN regexp_matches("
                + text
                + ", '"
                + ISO_TIME
                + "') THEN TRY_CAST("
                + iso(text)
                + " AS TIMESTAMPTZ) END"
            : first(formats, format -> "TRY_CAST(" + built(text, format) + " AS TIMESTAMPTZ)");
    return "epoch_us(" + stamp + ") / 86400000000.0";
  }

  private static String date(String text, List<String> formats) {
    return formats.isEmpty()
        ? "CASE WHEN regexp_matches("
            + text
            + ", '"
            + ISO_DATE
            + "') THEN TRY_CAST("
            + text
            + " AS DATE) END"
        : first(formats, format -> "TRY_CAST(" + built(text, format) + " AS DATE)");
  }

  /** DuckDB reads an hour and minute with a zone only where there are seconds too. */
  private static String iso(String text) {
    return "regexp_replace(" + text + ", '^(.{10}.\\d{2}:\\d{2})(Z|[+-].*)$', '\\1:00\\2')";
  }

  private static String first(
      List<String> formats, java.util.function.UnaryOperator<String> parsed) {
    return formats.stream().map(parsed).collect(Collectors.joining(", ", "coalesce(", ")"));
  }

  /** The text brought from the format to ISO 8601; NULL where it does not match the format. */
  private static String built(String text, String format) {
    Layout layout = Layout.of(format);
    String names =
        layout.parts.keySet().stream().map(DateSql::quotedName).collect(Collectors.joining(", "));
    String parts = "regexp_extract(" + text + ", '" + layout.pattern + "', [" + names + "])";
    return "CASE WHEN regexp_matches("
        + text
        + ", '"
        + layout.pattern
        + "') THEN concat("
        + layout.part(parts, 'y', "1970")
        + ", '-', "
        + layout.part(parts, 'M', "01")
        + ", '-', "
        + layout.part(parts, 'd', "01")
        + ", ' ', "
        + layout.part(parts, 'H', "00")
        + ", ':', "
        + layout.part(parts, 'm', "00")
        + ", ':', "
        + layout.part(parts, 's', "00")
        + ", '.', "
        + layout.part(parts, 'S', "0")
        + ") END";
  }

  /** Names of fields differ in more than case: M and m would be one. */
  private static String quotedName(char letter) {
    return "'" + letter + (int) letter + "'";
  }

  /** A format as a pattern with one group a part. */
  private static final class Layout {
    private final StringBuilder pattern = new StringBuilder("^");
    private final Map<Character, Integer> parts = new LinkedHashMap<>();

    static Layout of(String format) {
      Layout layout = new Layout();
      int at = 0;
      while (at < format.length()) {
        char c = format.charAt(at);
        int end = at + 1;
        if (c == '\'') {
          end = format.indexOf('\'', at + 1) + 1;
          if (end == 0) {
            throw unknown(format, "a quote is opened and not closed");
          }
          layout.literal(end == at + 2 ? "'" : format.substring(at + 1, end - 1));
        } else if (Character.isLetter(c)) {
          while (end < format.length() && format.charAt(end) == c) {
            end++;
          }
          layout.part(format, c == 'u' ? 'y' : c, end - at);
        } else {
          layout.literal(String.valueOf(c));
        }
        at = end;
      }
      layout.pattern.append('$');
      return layout;
    }

    private void literal(String text) {
      for (char c : text.toCharArray()) {
        boolean plain = Character.isLetterOrDigit(c) || c == ' ';
        pattern.append(plain ? "" : "\\").append(c == '\'' ? "''" : String.valueOf(c));
      }
    }

    private void part(String format, char letter, int count) {
      String digits =
          switch (letter) {
            case 'y' -> count == 2 ? "\\d{2}" : "\\d{4}";
            case 'M' -> count > 2 ? "[A-Za-z]{3,9}" : digits(count);
            case 'd' -> digits(count);
            case 'H' -> count == 1 ? "1?\\d|2[0-3]" : "[01]\\d|2[0-3]";
            case 'm', 's' -> count == 1 ? "[0-5]?\\d" : "[0-5]\\d";
            case 'S' -> "\\d{" + count + "}";
            default -> throw unknown(format, "letter '" + letter + "' has no meaning here");
          };
      if (parts.put(letter, count) != null) {
        throw unknown(format, "letter '" + letter + "' comes twice");
      }
      pattern.append('(').append(digits).append(')');
    }

    private static String digits(int count) {
      return count == 1 ? "\\d{1,2}" : "\\d{" + count + "}";
    }

    private String part(String struct, char letter, String absent) {
      Integer count = parts.get(letter);
      if (count == null) {
        return "'" + absent + "'";
      }
      String value = "struct_extract(" + struct + ", " + quotedName(letter) + ")";
      if (letter == 'y' && count == 2) {
        return "'20' || " + value;
      }
      return letter == 'M' && count > 2
          ? "list_position(" + MONTHS + ", lower(left(" + value + ", 3)))"
          : value;
    }

    private static MillraceException unknown(String format, String why) {
      return new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "'" + format + "' is no date format: " + why + ".",
          "Use the letters y M d H m s S and literals, for example dd/MM/yyyy.");
    }
  }
}
