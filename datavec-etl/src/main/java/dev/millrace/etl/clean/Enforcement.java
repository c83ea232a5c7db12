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
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Holds a report against a policy.
 *
 * @param forgiven rules that no policy stops at, beside those of duplicates
 */
record Enforcement(CleanReport report, CleanPolicy policy, Predicate<RuleCount> forgiven) {
  private static final int WORST = 10;

  /** What the policy stops at; empty where it lets the report pass. */
  Optional<MillraceException> failure() {
    return Stream.of(
            failOn(
                policy.onViolation() == OnViolation.FAIL,
                rule -> !RowRules.isDuplicate(rule.rule()) && !forgiven.test(rule),
                "Rows break the contract, and the policy is to stop",
                "Correct the data or the contract, or set 'on_violation: quarantine'."),
            failOn(
                policy.exactDuplicates() == OnDuplicate.FAIL,
                rule -> rule.rule().equals(RowRules.DUPLICATE_ROW),
                "Rows repeat an earlier row, and the policy is to stop",
                "Remove them, or set 'duplicates: {exact: keep_first}'."),
            failOn(
                policy.keyDuplicates() == OnDuplicate.FAIL,
                rule -> rule.rule().equals(RowRules.DUPLICATE_KEY),
                "Rows share their key with another, and the policy is to stop",
                "Correct the keys, or set 'duplicates: {key: quarantine}'."),
            tooMany())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<MillraceException> failOn(
      boolean strict, Predicate<RuleCount> concerns, String what, String hint) {
    List<RuleCount> broken = report.rules().stream().filter(concerns).toList();
    if (!strict || broken.isEmpty()) {
      return Optional.empty();
    }
    long most = broken.stream().mapToLong(RuleCount::rows).max().orElse(0);
    String atLeast = broken.size() == 1 ? "" : "at least ";
    return Optional.of(
        new MillraceException(
            ErrorCode.CONTRACT_VIOLATED,
            what + " (" + atLeast + counted(most) + " of " + report.read() + ").",
            hint,
            problems(broken)));
  }

  private Optional<MillraceException> tooMany() {
    double share = report.read() == 0 ? 0 : (double) report.quarantined() / report.read();
    if (share <= policy.maxQuarantined() && report.kept() > 0) {
      return Optional.empty();
    }
    String left = report.kept() == 0 ? "; no row is left" : "";
    return Optional.of(
        new MillraceException(
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
            problems(report.rules())));
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

  /** To a hundredth of a percent, without needless zeros. */
  private static String percent(double share) {
    return new java.math.BigDecimal(share * 100)
            .setScale(2, java.math.RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
