package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.etl.feed.SplitSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads {@code split}. */
final class SplitReader {
  private static final double SHARE = 0.2;
  private static final List<String> OF_TABLE = List.of("stratified", "group", "column");
  private static final List<String> OF_TABLES = List.of("time", "group", "stratified");
  private static final List<String> ENTITIES = List.of("disjoint", "shared");

  private final Fields recipe;
  private final RowsDraft rows;
  private final List<String> strategies;

  SplitReader(Fields recipe, RowsDraft rows) {
    this.recipe = recipe;
    this.rows = rows;
    this.strategies = rows.relational() ? OF_TABLES : OF_TABLE;
  }

  /**
   * Without {@code split}: stratified, 20 % for validation and 20 % for the test. Rows with cutoffs
   * have to be divided explicitly.
   */
  SplitSpec read() {
    String strategy = strategyOf();
    Fields fields = recipe.child("split", keys(strategy));
    if (rows.relational()) {
      recipe.required(
          "split", "like '{strategy: time, validation_from: 2025-07-01, test_from: 2025-10-01}'");
    }
    if (recipe.has("split") && fields.required("strategy", choices()) != null) {
      fields.choice("strategy", strategies);
    }
    if (strategy.equals("column")) {
      return new SplitSpec.ByColumn(column(fields, "train, validation or test"));
    }
    double validation = fields.share("validation", SHARE, Range.INSIDE_UNIT);
    double test = fields.share("test", SHARE, Range.INSIDE_UNIT);
    if (validation + test >= 1) {
      fields.problem("test", "'validation' and 'test' leave no rows to train on");
      return new SplitSpec.Stratified(SHARE, SHARE);
    }
    return switch (strategy) {
      case "time" -> byTime(fields, validation, test);
      case "group" -> new SplitSpec.Group(group(fields), validation, test);
      default -> new SplitSpec.Stratified(validation, test);
    };
  }

  private SplitSpec byTime(Fields fields, double validation, double test) {
    LocalDate validationFrom =
        CutoffsReader.day(fields, "validation_from", "the first validation cutoff");
    LocalDate testFrom = CutoffsReader.day(fields, "test_from", "the first test cutoff");
    int horizon = horizon();
    int gap = fields.days("gap", horizon);
    if (gap < horizon) {
      fields.problem(
          "gap",
          "'gap': a label is known only %dd after its cutoff ('label.within'), so the gap must not"
                  .formatted(horizon)
              + " be shorter");
    }
    boolean shared = fields.choice("entities", ENTITIES).equals("shared");
    if (shared) {
      for (String key : List.of("validation", "test")) {
        if (fields.has(key)) {
          fields.problem(
              key,
              "'%s' is a share of the entities; with 'entities: shared' leave it out"
                  .formatted(key));
        }
      }
    }
    if (validationFrom == null || testFrom == null) {
      return new SplitSpec.Stratified(validation, test);
    }
    if (!validationFrom.isBefore(testFrom)) {
      fields.problem("test_from", "'test_from' must be later than 'validation_from'");
      return new SplitSpec.Stratified(validation, test);
    }
    SplitSpec.ByTime split =
        new SplitSpec.ByTime(
            moment(validationFrom), moment(testFrom), gap, shared, validation, test);
    if (rows.whole().get() instanceof Relational relational && !relational.cutoffs().isEmpty()) {
      requireParts(fields, split, relational.cutoffs());
    }
    return split;
  }

  /** Each part needs cutoffs of its own; whether they have rows only the data can tell. */
  private static void requireParts(Fields fields, SplitSpec.ByTime split, List<Instant> cutoffs) {
    NavigableSet<Instant> all = new TreeSet<>(cutoffs);
    Instant validation = all.ceiling(split.validationFrom());
    Instant test = all.ceiling(split.testFrom());
    if (validation == null || test == null) {
      String key = validation == null ? "validation_from" : "test_from";
      fields.problem(
          key,
          "'%s': there is no cutoff from then on; the last is %s".formatted(key, day(all.last())));
    } else if (validation.equals(test)) {
      fields.problem(
          "test_from", "'test_from': there is no cutoff between 'validation_from' and it");
    } else if (validation.equals(all.first())) {
      fields.problem(
          "validation_from",
          "'validation_from': there is no cutoff before it to train on; the first is %s"
              .formatted(day(validation)));
    } else {
      requireGap(fields, split, all.first(), validation, "training");
      requireGap(fields, split, validation, test, "validation");
    }
  }

  private static void requireGap(
      Fields fields, SplitSpec.ByTime split, Instant first, Instant next, String part) {
    if (first.plus(Duration.ofDays(split.gapDays())).isAfter(next)) {
      fields.problem(
          "gap",
          "'gap': %dd leave no cutoff for %s, whose first is %s, as the next part begins at %s"
              .formatted(split.gapDays(), part, day(first), day(next)));
    }
  }

  private static LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC);
  }

  private static Instant moment(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Of the label; its own problems are reported where it is read. */
  private int horizon() {
    return rows.whole().get() instanceof Relational relational
        ? relational.label().horizonDays()
        : 1;
  }

  private static Keys keys(String strategy) {
    return switch (strategy) {
      case "group" -> Keys.GROUP;
      case "column" -> Keys.BY_COLUMN;
      case "time" -> Keys.BY_TIME;
      default -> Keys.STRATIFIED;
    };
  }

  /** The strategy meant, which decides what keys there are. */
  private String strategyOf() {
    Node split = recipe.node("split");
    String given = split == null ? "" : split.peek("strategy");
    return Suggestions.nearest(given, strategies).orElse(strategies.get(0));
  }

  /** Of many tables an entity stays together; there it need not be named. */
  private String group(Fields fields) {
    if (!rows.relational()) {
      return column(fields, "what stays together");
    }
    if (fields.has("column")) {
      fields.problem("column", "'column': rows of one entity stay together here; leave it out");
    }
    return "";
  }

  private String column(Fields fields, String holding) {
    String column = fields.requiredText("column", "the column that holds " + holding);
    @Nullable String target = rows.target();
    if (column.equals(target)) {
      fields.problem("column", "'column': the target '%s' cannot split the rows".formatted(target));
    }
    return column;
  }

  private String choices() {
    return "one of " + String.join(", ", strategies);
  }
}
