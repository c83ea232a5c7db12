package dev.millrace.serving.model;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding.Unseen;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.TextRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds how a column takes less than it took. What cannot be told from the two declarations counts
 * as taking less: a model that is refused wrongly is trained again, a client that is refused
 * wrongly is a customer.
 */
final class ColumnChange {
  private final Column before;
  private final Column after;
  private final List<String> reasons = new ArrayList<>();

  ColumnChange(Column before, Column after) {
    this.before = before;
    this.after = after;
  }

  List<String> reasons() {
    if (before.missing() && !after.missing()) {
      add("may be missing today, required by this model");
    }
    if (!takesType()) {
      add("%s today, %s in this model".formatted(typeOf(before), typeOf(after)));
    } else if (before.type() == ColumnType.CATEGORY) {
      compareTexts();
    } else {
      compareNumbers();
    }
    return reasons;
  }

  private boolean takesType() {
    boolean wholeToAny = before.type() == ColumnType.INTEGER && after.type() == ColumnType.NUMBER;
    return before.type() == after.type() || wholeToAny;
  }

  private void compareNumbers() {
    compareBound("min", before.min(), after.min(), 1);
    compareBound("max", before.max(), after.max(), -1);
    if (before.numberStyle() != after.numberStyle()
        && !(before.numberStyle() == NumberStyle.PLAIN
            && after.numberStyle() == NumberStyle.ENGLISH)) {
      add(
          "numbers are %s today, %s in this model"
              .formatted(before.numberStyle(), after.numberStyle()));
    }
    compareFormats();
  }

  /**
   * Compares one end of the range.
   *
   * @param sign 1 where a larger bound takes less, -1 where a smaller one does
   */
  private void compareBound(String what, @Nullable Double today, @Nullable Double next, int sign) {
    if (next == null) {
      return;
    }
    if (today == null || sign * next > sign * today) {
      add(
          "%s is %s today, %s in this model"
              .formatted(what, today == null ? "not set" : today, next));
    }
  }

  /** An empty list means ISO 8601, which cannot be said by a format. */
  private void compareFormats() {
    boolean same = before.formats().isEmpty() == after.formats().isEmpty();
    if (!same || !after.formats().containsAll(before.formats())) {
      add(
          "dates are written %s today, %s in this model"
              .formatted(formats(before), formats(after)));
    }
  }

  private static String formats(Column column) {
    return column.formats().isEmpty() ? "as ISO 8601" : String.join(" or ", column.formats());
  }

  private void compareTexts() {
    if (before.encoding().unseen() != Unseen.FAIL && after.encoding().unseen() == Unseen.FAIL) {
      add("categories that training did not see are accepted today, refused by this model");
    }
    if (!before.values().isEmpty()) {
      compareValues();
    } else {
      compareFreeTexts();
    }
  }

  /** Every text of today is known, so that each can be tried. */
  private void compareValues() {
    if (!keepsTextRules() && isRestricted()) {
      add("texts are standardised otherwise by this model");
      return;
    }
    List<String> refused = before.values().stream().filter(value -> !takes(value)).toList();
    if (!refused.isEmpty()) {
      add("allowed today, refused by this model: %s".formatted(String.join(", ", refused)));
    }
  }

  private boolean takes(String value) {
    String text = TextRule.standardise(value, after.text(), after.values());
    if (text.isEmpty()) {
      return after.missing();
    }
    String pattern = after.pattern();
    return (after.values().isEmpty() || after.values().contains(text))
        && (pattern == null || Pattern.compile(pattern).matcher(text).matches());
  }

  private void compareFreeTexts() {
    if (!after.values().isEmpty()) {
      add(
          "any value is allowed today, this model knows %s"
              .formatted(String.join(", ", after.values())));
    }
    String pattern = after.pattern();
    if (pattern != null
        && !(pattern.equals(before.pattern()) && after.text().equals(before.text()))) {
      add("this model wants texts of the pattern %s".formatted(pattern));
    }
    if (mayEmptyTexts() && !after.missing()) {
      add("this model takes a text without letters and digits for missing");
    }
  }

  /**
   * Steps that are only added at the end work on what today's steps leave; but for folding, which
   * depends on the declared values.
   */
  private boolean keepsTextRules() {
    int steps = before.text().size();
    return after.text().equals(before.text())
        || (!before.text().contains(TextRule.FOLD)
            && after.text().size() >= steps
            && after.text().subList(0, steps).equals(before.text()));
  }

  private boolean isRestricted() {
    return !after.values().isEmpty() || after.pattern() != null || mayEmptyTexts();
  }

  private boolean mayEmptyTexts() {
    return after.text().contains(TextRule.ALPHANUMERIC)
        && !before.text().contains(TextRule.ALPHANUMERIC);
  }

  private static String typeOf(Column column) {
    return column.type().name().toLowerCase(Locale.ROOT);
  }

  private void add(String what) {
    reasons.add(after.name() + ": " + what + ".");
  }
}
