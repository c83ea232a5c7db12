package dev.millrace.etl.clean;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What cleaning did.
 *
 * @param read rows landed
 * @param kept rows in the feature table
 * @param quarantined rows set aside, each counted once
 * @param dropped exact duplicates not kept (they are in the quarantine table too, with their rule)
 * @param rules how many rows broke which rule, most first; a row may break several
 * @param examples the first quarantined values of each rule, for people
 * @param columns all feature columns at a glance, over the kept rows
 */
public record CleanReport(
    long read,
    long kept,
    long quarantined,
    long dropped,
    List<RuleCount> rules,
    List<Violation> examples,
    List<ColumnProfile> columns) {
  public CleanReport {
    rules = List.copyOf(rules);
    examples = List.copyOf(examples);
    columns = List.copyOf(columns);
  }

  /**
   * Stops where the policy asks for it; call it when the report is safely written.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code CONTRACT_VIOLATED} where a
   *     violation or duplicate has to fail, {@code TOO_MANY_QUARANTINED} where more rows were set
   *     aside than accepted or none is left; the worst rules are its problems
   */
  public void enforce(CleanPolicy policy) {
    new Enforcement(this, policy, rule -> false)
        .failure()
        .ifPresent(
            failure -> {
              throw failure;
            });
  }

  /**
   * How many rows break a rule of a column.
   *
   * @param rule for example {@code "min 0"}, {@code "required"}, {@code "not a number"}
   */
  public record RuleCount(String column, String rule, long rows) {}

  /**
   * A value that breaks a rule.
   *
   * @param row number of the row in its source, from 1, the header not counted
   * @param file the file it came from
   * @param value as it was written; null where it was missing
   */
  public record Violation(
      long row, String file, String column, @Nullable String value, String rule) {}
}
