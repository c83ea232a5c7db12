package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.etl.clean.CleanPolicy;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code rows}: the contract of a feature row and what happens to rows that break it. */
final class RowsReader {
  private final Fields fields;
  private final Problems problems;

  RowsReader(Fields fields) {
    this.fields = fields;
    this.problems = fields.problems();
  }

  /** The source that the rows come from; may be left out where there is only one. */
  String source(Set<String> sources) {
    String named = fields.text("source");
    if (named != null && !sources.contains(named)) {
      fields.problem(
          "source",
          "'source': there is no source '%s'; expected one of %s.%s"
              .formatted(
                  named, String.join(", ", sources), Suggestions.didYouMean(named, sources)));
    }
    if (named == null && sources.size() > 1) {
      fields.required("source", "one of " + String.join(", ", sources));
    }
    return named != null ? named : sources.stream().findFirst().orElse("");
  }

  @Nullable Key key() {
    Node node = fields.node("key");
    if (node instanceof Node.Mapping) {
      Fields key = fields.child("key", Keys.KEY);
      String column = key.requiredText("column", "the column that identifies a row");
      return new Key(column, ColumnReader.textRules(key, List.of(TextRule.TRIM), false));
    }
    String column = fields.text("key");
    return column == null ? null : Key.of(column);
  }

  Target target() {
    fields.required("target", "like '{column: Churn, positive: \"Yes\"}'");
    if (!fields.has("target")) {
      return new Target("", "");
    }
    Fields target = fields.child("target", Keys.TARGET);
    return new Target(
        target.requiredText("column", "the column that answers the question"),
        target.requiredText("positive", "the text of that column that means yes"));
  }

  /** The feature columns, in order. */
  List<Column> columns(Target target, @Nullable Key key, EncodeDefaults defaults) {
    String expected = "a name for each feature column, like 'age: {type: integer, min: 0}'";
    Map<String, Node.Entry> entries = fields.entries("columns", expected);
    Node node = fields.required("columns", expected);
    if (node instanceof Node.Mapping && entries.isEmpty()) {
      fields.problem("columns", "'columns': expected " + expected);
    }
    List<Column> columns = new ArrayList<>();
    Map<String, String> folded = new HashMap<>();
    entries.forEach(
        (name, entry) -> {
          checkName(name, entry.keyPlace(), target, key);
          String other = folded.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
          if (other != null) {
            problems.add(
                entry.keyPlace(), "'%s' differs only in case from '%s'".formatted(name, other));
          }
          String where = fields.below("columns") + "." + name;
          Fields column = new Fields(entry.value(), Keys.COLUMN, where, problems);
          columns.add(new ColumnReader(name, column).read(defaults));
        });
    return columns;
  }

  /** Names of the columns that say how they are encoded. */
  Set<String> encodedThemselves() {
    Set<String> names = new HashSet<>();
    fields
        .entries("columns", "columns")
        .forEach(
            (name, entry) -> {
              if (entry.value() instanceof Node.Mapping column
                  && column.entries().containsKey("encode")) {
                names.add(name);
              }
            });
    return names;
  }

  CleanPolicy policy(@Nullable Key key) {
    CleanPolicy standard = CleanPolicy.standard(key);
    Fields duplicates = fields.child("duplicates", Keys.DUPLICATES);
    OnDuplicate ofKey = duplicates.choice("key", standard.keyDuplicates());
    if (ofKey == OnDuplicate.KEEP_ALL) {
      duplicates.problem(
          "key", "'key': expected one of quarantine, keep_first, fail, but found 'keep_all'");
      ofKey = standard.keyDuplicates();
    }
    return new CleanPolicy(
        fields.choice("on_violation", standard.onViolation()),
        fields.share("max_quarantined", standard.maxQuarantined(), Range.UNIT),
        duplicates.choice("exact", standard.exactDuplicates()),
        ofKey);
  }

  private void checkName(String name, Place place, Target target, @Nullable Key key) {
    if (name.isBlank() || name.startsWith("__")) {
      problems.add(
          place, "'%s': a column name is not blank and does not begin with '__'".formatted(name));
    }
    if (name.equals(target.column())) {
      problems.add(
          place,
          "'%s' is the target, so it cannot be a feature too; leave it out of 'columns'"
              .formatted(name));
    }
    if (key != null && name.equals(key.column())) {
      problems.add(
          place,
          "'%s' is the key, which says nothing about new rows; leave it out of 'columns'"
              .formatted(name));
    }
  }
}
