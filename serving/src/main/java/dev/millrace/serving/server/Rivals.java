package dev.millrace.serving.server;

import dev.millrace.contract.feature.Column;
import dev.millrace.serving.model.ServedModel;
import java.util.List;
import java.util.Objects;

/** Whether two models can answer the same rows, which are read once. */
final class Rivals {
  private Rivals() {}

  /** Why they cannot; empty where they can. */
  static String reason(ServedModel champion, ServedModel challenger) {
    List<Column> own = champion.identity().contract().columns();
    List<Column> others = challenger.identity().contract().columns();
    if (own.size() != others.size()) {
      return "The champion has %d columns, the challenger %d.".formatted(own.size(), others.size());
    }
    for (int i = 0; i < own.size(); i++) {
      if (!sameReading(own.get(i), others.get(i))) {
        return "Column %d: the champion reads %s, the challenger %s."
            .formatted(i + 1, described(own.get(i)), described(others.get(i)));
      }
    }
    List<String> stricter = challenger.stricterThan(champion);
    if (!stricter.isEmpty()) {
      return "The challenger refuses categories that the champion takes: %s."
          .formatted(String.join(", ", stricter));
    }
    return champion.identity().version().equals(challenger.identity().version())
            && champion.origin().digest().equals(challenger.origin().digest())
        ? "The challenger is the champion."
        : "";
  }

  /** Encodings may differ: each model has its own. */
  private static boolean sameReading(Column own, Column other) {
    return own.name().equals(other.name())
        && own.type() == other.type()
        && own.values().equals(other.values())
        && own.text().equals(other.text())
        && own.formats().equals(other.formats())
        && Objects.equals(own.numberStyle(), other.numberStyle())
        && (other.missing() || !own.missing());
  }

  private static String described(Column column) {
    return "%s '%s'%s%s"
        .formatted(
            column.type().toString().toLowerCase(java.util.Locale.ROOT),
            column.name(),
            column.values().isEmpty() ? "" : " of " + column.values(),
            column.missing() ? "" : ", required");
  }
}
