package dev.millrace.etl.clean;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.Lab;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.SourceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A contract under construction and the cleaning of a small file by it. */
final class Rows {
  static final CleanPolicy LENIENT =
      new CleanPolicy(OnViolation.QUARANTINE, 1, OnDuplicate.KEEP_FIRST, OnDuplicate.QUARANTINE);

  private final Lab lab;
  private final List<Column> columns = new ArrayList<>();
  private @Nullable Key key;
  private Target target = new Target("y", "yes");
  private CleanPolicy policy = LENIENT;
  private @Nullable String splitBy;

  Rows(Path folder) {
    lab = new Lab(folder);
  }

  Rows column(Column column) {
    columns.add(column);
    return this;
  }

  Rows key(String column, TextRule... rules) {
    key = rules.length == 0 ? Key.of(column) : new Key(column, List.of(rules));
    return this;
  }

  Rows target(String column, String positive) {
    target = new Target(column, positive);
    return this;
  }

  Rows policy(CleanPolicy policy) {
    this.policy = policy;
    return this;
  }

  Rows splitBy(String column) {
    splitBy = column;
    return this;
  }

  FeatureContract contract() {
    return new FeatureContract("test", key, target, columns);
  }

  CleanReport cleanCsv(String text) {
    return clean(Lab.csv(lab.write("t.csv", text)));
  }

  CleanReport clean(SourceSpec source) {
    return Cleaner.clean(job(source), lab.clean(), Lab.SETTINGS, Progress.silent());
  }

  CleanReport cleanForScoring(String text) {
    CleanJob job = job(Lab.csv(lab.write("t.csv", text)));
    return Cleaner.cleanForScoring(job, lab.clean(), Lab.SETTINGS, Progress.silent());
  }

  private CleanJob job(SourceSpec source) {
    LandedTable table = lab.land(source);
    return new CleanJob(lab.landed(), table, contract(), policy, splitBy);
  }

  Lab lab() {
    return lab;
  }

  /** The clean rows. */
  List<String> features() {
    return Lab.query(lab.clean(), "SELECT * FROM features");
  }

  /** What was set aside: row, key, column, value, rule. */
  List<String> quarantine() {
    return Lab.query(
        lab.clean(), "SELECT row, key, column_name, value, rule FROM quarantine ORDER BY rowid");
  }

  List<String> nulled() {
    return Lab.query(lab.clean(), "SELECT row, key, column_name, value, rule FROM nulled");
  }

  /** A column that must not be missing, with everything else at its default. */
  static Draft required(String name, ColumnType type) {
    return new Draft(name, type, false);
  }

  /** A column that may be missing. */
  static Draft optional(String name, ColumnType type) {
    return new Draft(name, type, true);
  }

  /** A column under construction; every method gives a new one. */
  record Draft(
      String name,
      ColumnType type,
      boolean missing,
      @Nullable Double min,
      @Nullable Double max,
      List<String> values,
      @Nullable String pattern,
      NumberStyle numbers,
      List<String> formats,
      List<TextRule> text) {
    Draft(String name, ColumnType type, boolean missing) {
      this(
          name,
          type,
          missing,
          null,
          null,
          List.of(),
          null,
          NumberStyle.ENGLISH,
          List.of(),
          List.of(TextRule.TRIM));
    }

    Draft range(@Nullable Double low, @Nullable Double high) {
      return new Draft(name, type, missing, low, high, values, pattern, numbers, formats, text);
    }

    Draft values(String... allowed) {
      return new Draft(
          name, type, missing, min, max, List.of(allowed), pattern, numbers, formats, text);
    }

    Draft pattern(String regex) {
      return new Draft(name, type, missing, min, max, values, regex, numbers, formats, text);
    }

    Draft numbers(NumberStyle style) {
      return new Draft(name, type, missing, min, max, values, pattern, style, formats, text);
    }

    Draft formats(String... tried) {
      return new Draft(
          name, type, missing, min, max, values, pattern, numbers, List.of(tried), text);
    }

    Draft text(TextRule... rules) {
      return new Draft(
          name, type, missing, min, max, values, pattern, numbers, formats, List.of(rules));
    }

    Column build() {
      return new Column(
          name,
          type,
          missing,
          min,
          max,
          values,
          pattern,
          null,
          null,
          numbers,
          formats,
          text,
          Encoding.defaultFor(type));
    }
  }

  static MillraceException failure(Runnable action) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
        MillraceException.class, action::run);
  }
}
