package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.BOOLEAN;
import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.DATE;
import static dev.millrace.contract.feature.ColumnType.INTEGER;
import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.contract.feature.ColumnType.TIMESTAMP;
import static dev.millrace.etl.clean.Rows.optional;
import static dev.millrace.etl.clean.Rows.required;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.etl.Lab;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CleanerTest {
  @TempDir Path folder;
  Rows rows;

  @BeforeEach
  void open() {
    rows = new Rows(folder);
  }

  @Test
  void clean_rows_are_typed_and_keep_their_number_key_and_label() {
    rows.key("id")
        .column(required("n", INTEGER).build())
        .column(optional("x", NUMBER).build())
        .column(required("c", CATEGORY).build());

    CleanReport report = rows.cleanCsv("id,n,x,c,y\n a ,1,2.5, p  q ,Yes\nb,-3,,r,no\n");

    assertThat(report.read()).isEqualTo(2);
    assertThat(report.kept()).isEqualTo(2);
    assertThat(report.quarantined()).isZero();
    assertThat(report.rules()).isEmpty();
    assertThat(rows.features()).containsExactly("1|a|1|1.0|2.5|p q", "2|b|0|-3.0|~|r");
  }

  @Test
  void rows_without_a_key_column_are_known_by_their_number() {
    rows.column(required("n", INTEGER).build());

    rows.cleanCsv("n,y\n5,yes\n6,no\n");

    assertThat(rows.features()).containsExactly("1|1|1|5.0", "2|2|0|6.0");
  }

  @Test
  void every_violation_of_every_row_is_collected_with_row_key_column_value_and_rule() {
    rows.key("id")
        .column(required("n", INTEGER).range(0.0, 120.0).build())
        .column(required("x", NUMBER).build())
        .column(required("c", CATEGORY).values("p", "q").pattern("[a-z]+").build());

    CleanReport report =
        rows.cleanCsv(
            """
            id,n,x,c,y
            a,1,2,p,yes
            b,-1,twelve,7,no
            c,121,,q,no
            d,1.5,1,p,
            ,3,4,q,no
            """);

    assertThat(rows.features()).containsExactly("1|a|1|1.0|2.0|p");
    assertThat(rows.quarantine())
        .containsExactly(
            "2|b|n|-1|min 0",
            "2|b|x|twelve|not a number",
            "2|b|c|7|not an allowed value",
            "2|b|c|7|pattern [a-z]+",
            "3|c|n|121|max 120",
            "3|c|x|~|required",
            "4|d|n|1.5|not a whole number",
            "4|d|y|~|target missing",
            "5|~|id|~|required");
    assertThat(report.read()).isEqualTo(5);
    assertThat(report.quarantined()).isEqualTo(4);
    assertThat(report.rules())
        .contains(new RuleCount("n", "min 0", 1), new RuleCount("id", "required", 1));
    assertThat(report.examples()).hasSize(9);
    assertThat(report.examples().get(1).file()).endsWith("t.csv");
  }

  @Test
  void a_violation_may_make_a_value_missing_where_that_is_allowed() {
    rows.policy(
            new CleanPolicy(OnViolation.NULL, 1, OnDuplicate.KEEP_FIRST, OnDuplicate.QUARANTINE))
        .column(optional("n", INTEGER).range(0.0, null).build())
        .column(required("m", INTEGER).build());

    CleanReport report = rows.cleanCsv("n,m,y\n-1,1,yes\n2,x,no\n3,3,no\n");

    assertThat(rows.features()).containsExactly("1|1|1|~|1.0", "3|3|0|3.0|3.0");
    assertThat(rows.nulled()).containsExactly("1|1|n|-1|min 0");
    assertThat(rows.quarantine()).containsExactly("2|2|m|x|not a whole number");
    assertThat(report.quarantined()).isEqualTo(1);
  }

  @Test
  void malformed_lines_are_quarantined_with_their_line_and_counted() {
    rows.column(required("n", INTEGER).build());

    CleanReport report = rows.cleanCsv("n,y\n1,yes\n2\n3,no\n");

    assertThat(report.read()).isEqualTo(3);
    assertThat(report.quarantined()).isEqualTo(1);
    assertThat(rows.features()).containsExactly("1|1|1|1.0", "3|3|0|3.0");
    assertThat(rows.quarantine())
        .containsExactly("2|~||line 3 (1 values instead of 2): 2|malformed line");
  }

  @Test
  void numbers_are_read_as_people_write_them() {
    rows.column(optional("e", NUMBER).numbers(NumberStyle.ENGLISH).build())
        .column(optional("g", NUMBER).numbers(NumberStyle.EUROPEAN).build())
        .column(optional("p", NUMBER).numbers(NumberStyle.PLAIN).build());

    rows.cleanCsv(
        """
        e;g;p;y
        $1,234.50;1.234,50 €;1234.50;yes
        EUR 1,234;1.234;-1e3;no
        (12.50);12,5; 7 ;no
        -$3;-3;+.5;no
        1 234 567;1'234,5;5.;no
        """);

    assertThat(Lab.query(rows.lab().clean(), "SELECT e, g, p FROM features"))
        .containsExactly(
            "1234.5|1234.5|1234.5",
            "1234.0|1234.0|-1000.0",
            "-12.5|12.5|7.0",
            "-3.0|-3.0|0.5",
            "1234567.0|1234.5|5.0");
  }

  @Test
  void what_is_no_number_is_none() {
    rows.column(required("e", NUMBER).numbers(NumberStyle.ENGLISH).build())
        .column(required("p", NUMBER).numbers(NumberStyle.PLAIN).build());

    rows.cleanCsv("e;p;y\n1;1;yes\n1,23;1,234;no\n1_000;nan;no\ninf;1e999;no\n1.2.3;$5;no\n");

    assertThat(rows.features()).containsExactly("1|1|1|1.0|1.0");
    assertThat(rows.quarantine()).hasSize(8).allMatch(line -> line.endsWith("|not a number"));
  }

  @Test
  void booleans_are_one_and_zero() {
    rows.column(required("b", BOOLEAN).build());

    rows.cleanCsv("b,y\nTRUE,yes\nNo,no\nt,no\n0,no\nmaybe,no\n");

    assertThat(Lab.query(rows.lab().clean(), "SELECT b FROM features"))
        .containsExactly("1.0", "0.0", "1.0", "0.0");
    assertThat(rows.quarantine()).containsExactly("5|5|b|maybe|not a yes or no");
  }

  @Test
  void dates_are_days_since_1970_in_any_declared_format() {
    rows.column(required("i", DATE).build())
        .column(required("f", DATE).formats("dd/MM/yyyy", "d. MMM yy", "yyyyMMdd").build());

    rows.cleanCsv(
        """
        i,f,y
        1970-01-02,03/01/1970,yes
        2024-02-29,9. Mar 24,no
        1969-12-31,20240309,no
        2024-02-30,31/02/2024,no
        2024-1-2,3/1/1970,no
        """);

    assertThat(Lab.query(rows.lab().clean(), "SELECT i, f FROM features"))
        .containsExactly("1.0|2.0", "19782.0|19791.0", "-1.0|19791.0");
    assertThat(rows.quarantine())
        .containsExactly(
            "4|4|i|2024-02-30|not a date",
            "4|4|f|31/02/2024|not a date",
            "5|5|i|2024-1-2|not a date",
            "5|5|f|3/1/1970|not a date");
  }

  @Test
  void timestamps_are_fractional_days_in_utc() {
    rows.column(required("i", TIMESTAMP).build())
        .column(required("f", TIMESTAMP).formats("dd.MM.yyyy HH:mm").build());

    rows.cleanCsv(
        """
        i,f,y
        1970-01-02T12:00:00Z,02.01.1970 06:00,yes
        1970-01-02 12:00,02.01.1970 06:00,no
        1970-01-02T14:00+02:00,02.01.1970 06:00,no
        1970-01-02,02.01.1970 06:00,no
        1970-01-02T25:00,02.01.1970 24:00,no
        """);

    assertThat(Lab.query(rows.lab().clean(), "SELECT i, f FROM features"))
        .containsExactly("1.5|1.25", "1.5|1.25", "1.5|1.25", "1.0|1.25");
    assertThat(rows.quarantine())
        .containsExactly(
            "5|5|i|1970-01-02T25:00|not a timestamp", "5|5|f|02.01.1970 24:00|not a timestamp");
  }

  @Test
  void categories_are_standardised_in_the_order_given() {
    rows.column(
            optional("f", CATEGORY)
                .values("Male", "Female")
                .text(TextRule.TRIM, TextRule.FOLD)
                .build())
        .column(optional("u", CATEGORY).text(TextRule.UPPER, TextRule.ALPHANUMERIC).build())
        .column(optional("z", CATEGORY).text(TextRule.TRIM, TextRule.STRIP_ZEROS).build());

    rows.cleanCsv("f,u,z,y\n MALE ,a.b-ü 1,007,yes\nfemale,--,000,no\n");

    assertThat(Lab.query(rows.lab().clean(), "SELECT f, u, z FROM features"))
        .containsExactly("Male|ABÜ1|7", "Female|~|000");
  }

  @Test
  void keys_are_standardised_before_they_are_compared() {
    rows.key("id", TextRule.TRIM, TextRule.UPPER, TextRule.ALPHANUMERIC, TextRule.STRIP_ZEROS)
        .column(required("n", INTEGER).build());

    rows.cleanCsv("id,n,y\n00-a.1,1,yes\nA1,2,no\nB,3,no\n");

    assertThat(rows.features()).containsExactly("3|B|0|3.0");
    assertThat(rows.quarantine())
        .containsExactly("1|A1|id|00-a.1|duplicate key", "2|A1|id|A1|duplicate key");
  }

  @Test
  void of_equal_rows_the_first_stays() {
    rows.key("id").column(required("n", INTEGER).build());

    CleanReport report = rows.cleanCsv("id,n,y\na,1,yes\na,1,yes\nb,2,no\na,1,yes\n");

    assertThat(rows.features()).containsExactly("1|a|1|1.0", "3|b|0|2.0");
    assertThat(report.dropped()).isEqualTo(2);
    assertThat(report.quarantined()).isZero();
    assertThat(rows.quarantine()).containsExactly("2|a||~|duplicate row", "4|a||~|duplicate row");
  }

  @Test
  void equal_rows_without_a_key_may_be_two_customers_and_all_stay() {
    rows.policy(CleanPolicy.standard(null)).column(required("n", INTEGER).build());

    CleanReport report = rows.cleanCsv("n,y\n1,yes\n1,yes\n2,no\n");

    assertThat(rows.features()).containsExactly("1|1|1|1.0", "2|2|1|1.0", "3|3|0|2.0");
    assertThat(report.dropped()).isZero();
    assertThat(CleanPolicy.standard(Key.of("id")).exactDuplicates())
        .isEqualTo(OnDuplicate.KEEP_FIRST);
  }

  @Test
  void of_rows_that_share_a_key_the_first_clean_one_may_stay() {
    rows.policy(
            new CleanPolicy(
                OnViolation.QUARANTINE, 1, OnDuplicate.QUARANTINE, OnDuplicate.KEEP_FIRST))
        .key("id")
        .column(required("n", INTEGER).build());

    CleanReport report = rows.cleanCsv("id,n,y\na,x,yes\na,1,yes\na,2,no\nb,2,no\nb,2,no\n");

    assertThat(rows.features()).containsExactly("2|a|1|1.0", "4|b|0|2.0");
    assertThat(report.dropped()).isEqualTo(1);
    assertThat(report.quarantined()).isEqualTo(2);
  }

  @Test
  void a_split_column_is_carried_along_and_must_not_be_missing() {
    rows.splitBy("fold").column(required("n", INTEGER).build());

    rows.cleanCsv("n,fold,y\n1, train ,yes\n2,,no\n3,test,no\n");

    assertThat(rows.features()).containsExactly("1|1|1|train|1.0", "3|3|0|test|3.0");
    assertThat(rows.quarantine()).containsExactly("2|2|fold|~|required");
  }

  @Test
  void typed_columns_are_cast_and_shown_as_text() {
    Path file = folder.resolve("t.parquet");
    rows.lab()
        .duck(
            "COPY (SELECT * FROM (VALUES"
                + " (DATE '1970-01-03', TIMESTAMP '1970-01-02 12:00:00', true, 1.25::DOUBLE,"
                + " 7::INTEGER, 3.10::DECIMAL(9,2), 1, true),"
                + " (NULL, NULL, NULL, 'nan'::DOUBLE, -7, 3.20, 0, false)) v(d, ts, b, x, i, m, c,"
                + " y)) TO '"
                + file
                + "' (FORMAT parquet)");
    rows.target("y", "TRUE")
        .column(optional("d", DATE).formats("dd/MM/yyyy").build())
        .column(optional("ts", TIMESTAMP).build())
        .column(optional("b", BOOLEAN).build())
        .column(optional("x", NUMBER).numbers(NumberStyle.EUROPEAN).build())
        .column(optional("i", INTEGER).range(-5.0, null).build())
        .column(optional("m", NUMBER).build())
        .column(optional("c", CATEGORY).build());

    rows.clean(Lab.parquet(file));

    assertThat(rows.features()).containsExactly("1|1|1|2.0|1.5|1.0|1.25|7.0|3.1|1");
    assertThat(rows.quarantine()).containsExactly("2|2|i|-7|min -5");
  }

  @Test
  void a_nan_of_a_computed_column_is_a_missing_value() {
    Path file = folder.resolve("t.parquet");
    rows.lab()
        .duck(
            "COPY (SELECT * FROM (VALUES ('nan'::DOUBLE, 'yes'), (1.5, 'no')) v(x, y)) TO '"
                + file
                + "' (FORMAT parquet)");
    rows.column(optional("x", NUMBER).build());

    rows.clean(Lab.parquet(file));

    assertThat(rows.features()).containsExactly("1|1|1|~", "2|2|0|1.5");
  }

  @Test
  void rows_to_be_scored_need_no_target_and_may_repeat() {
    rows.key("id").column(required("n", INTEGER).build());

    CleanReport report = rows.cleanForScoring("id,n\na,1\na,1\na,x\n");

    assertThat(rows.features()).containsExactly("1|a|1.0", "2|a|1.0");
    assertThat(rows.quarantine()).containsExactly("3|a|n|x|not a whole number");
    assertThat(report.columns()).isEmpty();
  }
}
