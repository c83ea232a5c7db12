package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import dev.millrace.etl.clean.CleanReport.Violation;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Holds a report against a policy. */
record Enforcement(CleanReport report, CleanPolicy policy) {
  private static final int WORST = 10;

  void run() {
    failOn(
        policy.onViolation() == OnViolation.FAIL,
        rule -> !isDuplicate(rule),
        "Rows break the contract, and the policy is to stop",
        "Correct the data or the contract, or set 'on_violation: quarantine'.");
    failOn(
        policy.exactDuplicates() == OnDuplicate.FAIL,
        rule -> rule.rule().equals(RowRules.DUPLICATE_ROW),
        "Rows repeat an earlier row, and the policy is to stop",
        "Remove them, or set 'duplicates: {exact: keep_first}'.");
    failOn(
        policy.keyDuplicates() == OnDuplicate.FAIL,
        rule -> rule.rule().equals(RowRules.DUPLICATE_KEY),
        "Rows share their key with another, and the policy is to stop",
        "Correct the keys, or set 'duplicates: {key: quarantine}'.");
    double share = report.read() == 0 ? 0 : (double) report.quarantined() / report.read();
    if (share > policy.maxQuarantined() || report.kept() == 0) {
      throw tooMany(share);
    }
  }

  private void failOn(boolean strict, Predicate<RuleCount> concerns, String what, String hint) {
    List<RuleCount> broken = report.rules().stream().filter(concerns).toList();
    if (!strict || broken.isEmpty()) {
      return;
    }
    long most = broken.stream().mapToLong(RuleCount::rows).max().orElse(0);
    String atLeast = broken.size() == 1 ? "" : "at least ";
    throw new MillraceException(
        ErrorCode.CONTRACT_VIOLATED,
        what + " (" + atLeast + counted(most) + " of " + report.read() + ").",
        hint,
        problems(broken));
  }

  private MillraceException tooMany(double share) {
    String left = report.kept() == 0 ? "; no row is left" : "";
    return new MillraceException(
        ErrorCode.TOO_MANY_QUARANTINED,
        String.format(
            Locale.ROOT,
            "%d of %d rows (%s) were set aside, but at most %s may be%s.",
            report.quarantined(),
            report.read(),
            percent(share),
            percent(policy.maxQuarantined()),
            left),
        "Correct the data or the contract of these columns, or raise 'max_quarantined'.",
        problems(report.rules()));
  }

  private List<Problem> problems(List<RuleCount> rules) {
    return rules.stream().limit(WORST).map(this::problem).toList();
  }

  private Problem problem(RuleCount count) {
    String example =
        report.examples().stream()
            .filter(v -> v.column().equals(count.column()) && v.rule().equals(count.rule()))
            .findFirst()
            .map(Enforcement::example)
            .orElse("");
    return new Problem(count.column(), count.rule() + ": " + counted(count.rows()) + example);
  }

  private static String example(Violation violation) {
    String value = violation.value();
    return ", first row " + violation.row() + (value == null ? "" : " with '" + value + "'");
  }

  private static String counted(long rows) {
    return rows == 1 ? "1 row" : rows + " rows";
  }

  private static boolean isDuplicate(RuleCount rule) {
    return rule.rule().equals(RowRules.DUPLICATE_ROW) || rule.rule().equals(RowRules.DUPLICATE_KEY);
  }

  /** To a hundredth of a percent, without needless zeros. */
  private static String percent(double share) {
    return new java.math.BigDecimal(share * 100)
            .setScale(2, java.math.RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
