package dev.millrace.pipeline.recipe;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code cutoffs}: the moments at which the question is asked, each at midnight UTC. */
final class CutoffsReader {
  private static final int MOST = 10_000;
  private static final List<String> EVERY = List.of("month", "week", "quarter", "day");

  private final Fields recipe;

  CutoffsReader(Fields recipe) {
    this.recipe = recipe;
  }

  /** Ascending, distinct; empty only where there is a problem. */
  List<Instant> read() {
    recipe.required("cutoffs", "like '{every: month, from: 2025-01-01, to: 2025-12-01}'");
    if (!recipe.has("cutoffs")) {
      return List.of();
    }
    Fields fields = recipe.child("cutoffs", Keys.CUTOFFS);
    List<LocalDate> days = fields.has("at") ? listed(fields) : stepped(fields);
    return new TreeSet<>(days)
        .stream().map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant()).toList();
  }

  private static List<LocalDate> listed(Fields fields) {
    for (String key : List.of("every", "from", "to")) {
      if (fields.has(key)) {
        fields.problem(key, "'%s' and 'at' exclude each other".formatted(key));
      }
    }
    List<LocalDate> days = new ArrayList<>();
    for (String text : fields.texts("at", List.of())) {
      LocalDate day = parsed(text);
      if (day == null) {
        fields.problem(
            "at", "'at': expected dates like 2025-01-01, but found '%s'".formatted(text));
      } else {
        days.add(day);
      }
    }
    if (fields.texts("at", List.of()).isEmpty()) {
      fields.problem("at", "'at': expected at least one date");
    }
    return days;
  }

  private static List<LocalDate> stepped(Fields fields) {
    fields.required("every", "one of " + String.join(", ", EVERY));
    String every = fields.choice("every", EVERY);
    LocalDate from = day(fields, "from", "the first cutoff, like 2025-01-01");
    LocalDate to = day(fields, "to", "the last cutoff, like 2025-12-01");
    List<LocalDate> days = new ArrayList<>();
    if (from == null || to == null) {
      return days;
    }
    if (to.isBefore(from)) {
      fields.problem("to", "'to' must not be before 'from'");
    }
    for (int i = 0; ; i++) {
      LocalDate day = step(from, every, i);
      if (day.isAfter(to)) {
        return days;
      }
      if (days.size() == MOST) {
        fields.problem("every", "'every': that makes more than %d cutoffs".formatted(MOST));
        return days;
      }
      days.add(day);
    }
  }

  private static LocalDate step(LocalDate from, String every, int times) {
    return switch (every) {
      case "week" -> from.plusWeeks(times);
      case "quarter" -> from.plusMonths(3L * times);
      case "day" -> from.plusDays(times);
      default -> from.plusMonths(times);
    };
  }

  /** A required date of a key; null where there is a problem. */
  static @Nullable LocalDate day(Fields fields, String key, String expected) {
    Node node = fields.required(key, expected);
    String text = node == null ? null : fields.values().text(key, node).orElse(null);
    LocalDate day = text == null ? null : parsed(text);
    if (node != null && text != null && day == null) {
      fields.values().wrong(key, node, expected);
    }
    return day;
  }

  private static @Nullable LocalDate parsed(String text) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
