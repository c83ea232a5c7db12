package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.DATE;
import static dev.millrace.contract.feature.ColumnType.INTEGER;
import static dev.millrace.etl.clean.Rows.optional;
import static dev.millrace.etl.clean.Rows.required;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.etl.Lab;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanFaultsTest {
  @TempDir Path folder;
  Rows rows;

  @BeforeEach
  void open() {
    rows = new Rows(folder);
  }

  @Test
  void a_column_that_is_not_there_is_named_with_the_nearest() {
    rows.column(required("tenur", INTEGER).build());

    Lab.assertFails(
        () -> rows.cleanCsv("tenure,y\n1,yes\n2,no\n"),
        ErrorCode.COLUMN_NOT_FOUND,
        "Source 't', feature: there is no column 'tenur'. Did you mean 'tenure'?",
        "It has: tenure, y.");
  }

  @Test
  void all_columns_that_are_not_there_are_named_at_once() {
    rows.key("ID")
        .target("Y", "yes")
        .splitBy("fold")
        .column(required("n", INTEGER).build())
        .column(required("zzz", INTEGER).build());

    MillraceException error = Rows.failure(() -> rows.cleanCsv("id,n,y\n1,2,yes\n2,3,no\n"));

    assertThat(error).hasMessage("Source 't' lacks 4 columns that the contract names.");
    assertThat(error.problems())
        .containsExactly(
            new Problem("key", "there is no column 'ID'. Did you mean 'id'?"),
            new Problem("target", "there is no column 'Y'. Did you mean 'y'?"),
            new Problem("split", "there is no column 'fold'."),
            new Problem("feature", "there is no column 'zzz'."));
  }

  @Test
  void a_positive_value_that_never_occurs_is_shown_with_those_that_do() {
    rows.target("y", "Yess").column(required("n", INTEGER).build());

    Lab.assertFails(
        () -> rows.cleanCsv("n,y\n1,yes\n2,no\n3,no\n"),
        ErrorCode.TARGET_INVALID,
        "Target 'y': no row has the positive value 'Yess'; the column holds 'no' (2), 'yes' (1)."
            + " Did you mean 'yes'?",
        "Set 'positive' to the value that means yes.");
  }

  @Test
  void a_constant_target_is_refused() {
    rows.column(required("n", INTEGER).build());

    Lab.assertFails(
        () -> rows.cleanCsv("n,y\n1,yes\n2,Yes\n"),
        ErrorCode.TARGET_INVALID,
        "Target 'y' is 'yes' in all 2 rows that have one.",
        "There is nothing to learn without the other answer: check the data.");
  }

  @Test
  void a_target_that_is_missing_throughout_is_refused() {
    rows.column(required("n", INTEGER).build());

    Lab.assertFails(
        () -> rows.cleanCsv("n,y\n1,\n2, \n"),
        ErrorCode.TARGET_INVALID,
        "Target 'y' is missing in every row.",
        "Name the column that holds the answer.");
  }

  @Test
  void a_date_format_that_is_none_is_refused() {
    rows.column(required("d", DATE).formats("dd/QQ/yyyy").build());

    Lab.assertFails(
        () -> rows.cleanCsv("d,y\n1,yes\n2,no\n"),
        ErrorCode.RECIPE_INVALID,
        "Column 'd': 'QQ' in the date format 'dd/QQ/yyyy' is not known.",
        "Use the letters y M d H m s S and literals, for example dd/MM/yyyy.");
  }

  @Test
  void a_pattern_that_is_none_is_refused() {
    rows.column(required("c", CATEGORY).pattern("[a-").build());

    MillraceException error = Rows.failure(() -> rows.cleanCsv("c,y\na,yes\nb,no\n"));

    assertThat(error.code()).isEqualTo(ErrorCode.RECIPE_INVALID);
    assertThat(error).hasMessageStartingWith("Column 'c': '[a-' is not a regular expression: ");
  }

  @Test
  void more_rows_set_aside_than_accepted_stop_the_run_with_the_worst_rules() {
    CleanPolicy policy = CleanPolicy.standard(null);
    rows.policy(policy)
        .column(required("n", INTEGER).range(0.0, null).build())
        .column(optional("m", INTEGER).build());

    CleanReport report = rows.cleanCsv("n,m,y\n1,1,yes\n-2,1,no\n-3,x,no\n4,1,no\n");

    MillraceException error = Rows.failure(() -> report.enforce(policy));
    assertThat(error.code()).isEqualTo(ErrorCode.TOO_MANY_QUARANTINED);
    assertThat(error.code().kind().exitCode()).isEqualTo(3);
    assertThat(error).hasMessage("2 of 4 rows (50 %) were set aside, but at most 2 % may be.");
    assertThat(error.hint())
        .isEqualTo(
            "Correct the data or the contract of these columns, or raise 'max_quarantined'.");
    assertThat(error.problems())
        .containsExactly(
            new Problem("n", "min 0: 2 rows, first row 2 with '-2'"),
            new Problem("m", "not a whole number: 1 row, first row 3 with 'x'"));
    assertThat(rows.quarantine()).hasSize(3);
  }

  @Test
  void as_many_rows_as_accepted_pass() {
    CleanPolicy policy =
        new CleanPolicy(OnViolation.QUARANTINE, 0.5, OnDuplicate.KEEP_FIRST, OnDuplicate.FAIL);
    rows.policy(policy).column(required("n", INTEGER).build());

    CleanReport report = rows.cleanCsv("n,y\n1,yes\nx,no\n");

    assertThatCode(() -> report.enforce(policy)).doesNotThrowAnyException();
  }

  @Test
  void a_table_without_a_row_left_stops_even_where_all_may_be_set_aside() {
    rows.column(required("n", INTEGER).build());

    CleanReport report = rows.cleanCsv("n,y\nx,yes\nz,no\n");

    assertThat(report.columns()).hasSize(1);
    assertThat(report.columns().get(0).present()).isZero();
    assertThat(Rows.failure(() -> report.enforce(Rows.LENIENT)))
        .hasMessage(
            "2 of 2 rows (100 %) were set aside, but at most 100 % may be; no row is left.");
  }

  @Test
  void a_strict_policy_stops_at_any_violation() {
    CleanPolicy policy =
        new CleanPolicy(OnViolation.FAIL, 1, OnDuplicate.KEEP_FIRST, OnDuplicate.QUARANTINE);
    rows.policy(policy).column(required("n", INTEGER).build());

    CleanReport report = rows.cleanCsv("n,y\n1,yes\nx,no\n");

    Lab.assertFails(
        () -> report.enforce(policy),
        ErrorCode.CONTRACT_VIOLATED,
        "Rows break the contract, and the policy is to stop (1 row of 2).",
        "Correct the data or the contract, or set 'on_violation: quarantine'.");
  }

  @Test
  void duplicates_can_stop_the_run() {
    CleanPolicy policy =
        new CleanPolicy(OnViolation.QUARANTINE, 1, OnDuplicate.FAIL, OnDuplicate.FAIL);
    rows.policy(policy).key("id").column(required("n", INTEGER).build());

    CleanReport twice = rows.cleanCsv("id,n,y\na,1,yes\na,1,yes\nb,1,no\n");
    Lab.assertFails(
        () -> twice.enforce(policy),
        ErrorCode.CONTRACT_VIOLATED,
        "Rows repeat an earlier row, and the policy is to stop (1 row of 3).",
        "Remove them, or set 'duplicates: {exact: keep_first}'.");

    CleanReport shared = rows.cleanCsv("id,n,y\na,1,yes\na,2,yes\nb,1,no\n");
    Lab.assertFails(
        () -> shared.enforce(policy),
        ErrorCode.CONTRACT_VIOLATED,
        "Rows share their key with another, and the policy is to stop (2 rows of 3).",
        "Correct the keys, or set 'duplicates: {key: quarantine}'.");
  }

  @Test
  void a_failed_cleaning_leaves_nothing_behind() {
    rows.target("y", "maybe").column(required("n", INTEGER).build());

    MillraceException error = Rows.failure(() -> rows.cleanCsv("n,y\n1,yes\n2,no\n"));

    assertThat(error.code()).isEqualTo(ErrorCode.TARGET_INVALID);
    assertThat(Files.exists(rows.lab().clean())).isFalse();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("t.csv", "landed.duckdb");
  }
}
