package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.request.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of columns that stand apart from the values. */
final class ColumnNames {
  private ColumnNames() {}

  /**
   * Refuses a name that is there twice, and one that is too long to be said again.
   *
   * @param place for messages
   */
  static void check(String place, List<String> names) throws Refusal {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.length() > JsonBody.MAX_NAME) {
        throw Refusal.body(
            "%s: a name has %d letters.".formatted(place, name.length()),
            "A name may have %d.".formatted(JsonBody.MAX_NAME));
      }
      if (!seen.add(name)) {
        throw Refusal.body(
            "%s: the column '%s' is named twice.".formatted(place, name), "Name each column once.");
      }
    }
  }
}
