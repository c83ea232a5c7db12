package dev.millrace.serving.model;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.serving.request.ModelIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says why a model may not take the place of another: rows that are accepted today would be
 * refused, or answers would mean something else.
 */
public final class ContractChange {
  private static final String WHEN_NAME_IS_KNOWN =
      "Callers ask for %s by name: give this model a server of its own, or restart this one when"
          + " they ask for %s.";
  private static final String WHEN_QUESTION_IS_KNOWN =
      "Callers would take its answers for those to today's question; when they know better, restart"
          + " the server to take this version.";
  private static final String WHEN_ROWS_FIT =
      "Callers may still send rows that this model refuses; when they no longer do, restart the"
          + " server to take this version.";

  private final FeatureContract today;
  private final FeatureContract next;
  private final List<String> reasons = new ArrayList<>();

  private ContractChange(FeatureContract today, FeatureContract next) {
    this.today = today;
    this.next = next;
  }

  /**
   * Every reason, in the order of today's contract, and at the end what to do; empty where clients
   * would notice nothing.
   */
  public static List<String> reasons(ModelIdentity today, ModelIdentity next) {
    if (!today.name().equals(next.name())) {
      return List.of(
          "It is a model of another name: expected %s, but came %s."
              .formatted(today.name(), next.name()),
          WHEN_NAME_IS_KNOWN.formatted(today.name(), next.name()));
    }
    List<String> reasons = new ArrayList<>(reasons(today.contract(), next.contract()));
    if (!reasons.isEmpty()) {
      boolean sameQuestion = today.contract().target().equals(next.contract().target());
      reasons.add(sameQuestion ? WHEN_ROWS_FIT : WHEN_QUESTION_IS_KNOWN);
    }
    return List.copyOf(reasons);
  }

  static List<String> reasons(FeatureContract today, FeatureContract next) {
    ContractChange change = new ContractChange(today, next);
    change.compareKey();
    change.compareTarget();
    today.columns().forEach(change::compare);
    next.columns().forEach(change::requireKnownToday);
    return List.copyOf(change.reasons);
  }

  private void compareKey() {
    String before = keyOf(today);
    String after = keyOf(next);
    if (before != null && !before.equals(after)) {
      reasons.add(
          "The key is %s today, and %s in this model."
              .formatted(before, after == null ? "none" : after));
    }
  }

  private void compareTarget() {
    if (!today.target().equals(next.target())) {
      reasons.add(
          "The question is %s = %s today, and %s = %s in this model."
              .formatted(
                  today.target().column(),
                  today.target().positive(),
                  next.target().column(),
                  next.target().positive()));
    }
  }

  private void compare(Column before) {
    Optional<Column> after = find(next, before.name());
    if (after.isPresent()) {
      reasons.addAll(new ColumnChange(before, after.get()).reasons());
    } else if (!isBesideFeatures(next, before.name())) {
      reasons.add(before.name() + ": accepted today, unknown to this model.");
    }
  }

  /** A column that rows may leave out narrows nothing. */
  private void requireKnownToday(Column after) {
    if (find(today, after.name()).isPresent()) {
      return;
    }
    if (!after.missing()) {
      reasons.add(after.name() + ": required by this model, unknown today.");
    } else if (isBesideFeatures(today, after.name())) {
      reasons.add(after.name() + ": accepted as it is today, checked by this model.");
    }
  }

  private static Optional<Column> find(FeatureContract contract, String name) {
    return contract.columns().stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** Whether it is the key or the target, which rows may have and which are not read. */
  private static boolean isBesideFeatures(FeatureContract contract, String name) {
    return name.equals(contract.target().column()) || name.equals(keyOf(contract));
  }

  private static @Nullable String keyOf(FeatureContract contract) {
    Key key = contract.key();
    return key == null ? null : key.column();
  }
}
