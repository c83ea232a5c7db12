package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.BOOLEAN;
import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.INTEGER;
import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.etl.clean.Rows.optional;
import static dev.millrace.etl.clean.Rows.required;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.etl.Lab;
import dev.millrace.etl.RealTables;
import dev.millrace.etl.clean.ColumnProfile.Bar;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealTablesTest {
  @TempDir Path folder;

  @Test
  void telco_is_clean_but_for_eleven_missing_totals() {
    Rows rows =
        new Rows(folder)
            .key("customerID")
            .target("Churn", "Yes")
            .column(required("tenure", INTEGER).range(0.0, null).build())
            .column(
                required("Contract", CATEGORY)
                    .values("Month-to-month", "One year", "Two year")
                    .build())
            .column(required("Partner", BOOLEAN).build())
            .column(optional("TotalCharges", NUMBER).range(0.0, null).build());

    CleanReport report = rows.clean(Lab.csv(RealTables.named("telco.csv")));

    assertThat(report.read()).isEqualTo(7043);
    assertThat(report.kept()).isEqualTo(7043);
    assertThat(
            Lab.query(
                rows.lab().clean(),
                "SELECT sum(__label), count(TotalCharges), count(*) FROM features"))
        .containsExactly("1869|7032|7043");
    assertThat(report.columns().get(1).bars())
        .extracting(Bar::label, Bar::rows)
        .startsWith(org.assertj.core.groups.Tuple.tuple("Month-to-month", 3875L));
    assertThat(report.columns().get(3).missing()).isEqualTo(11);
  }

  @Test
  void telco_with_totals_required_sets_eleven_rows_aside() {
    Rows rows =
        new Rows(folder)
            .key("customerID")
            .target("Churn", "Yes")
            .column(required("TotalCharges", NUMBER).build());

    CleanReport report = rows.clean(Lab.csv(RealTables.named("telco.csv")));

    assertThat(report.quarantined()).isEqualTo(11);
    assertThat(rows.quarantine().get(0)).isEqualTo("489|4472-LVYGI|TotalCharges| |required");
  }

  @Test
  void the_two_bigml_files_are_one_table() {
    Rows rows =
        new Rows(folder)
            .target("Churn", "TRUE")
            .column(required("State", CATEGORY).build())
            .column(required("International plan", BOOLEAN).build())
            .column(required("Total day minutes", NUMBER).range(0.0, 400.0).build());

    CleanReport report =
        rows.clean(
            Lab.csv(
                List.of(),
                RealTables.named("churn-bigml-80.csv"),
                RealTables.named("churn-bigml-20.csv")));

    assertThat(report.read()).isEqualTo(2661 + 667);
    assertThat(report.kept()).isEqualTo(2661 + 667);
    assertThat(Lab.query(rows.lab().clean(), "SELECT sum(__label) FROM features"))
        .containsExactly("481");
  }
}
