package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.etl.clean.Tables.IDENTIFIER;
import static dev.millrace.etl.clean.Tables.date;
import static dev.millrace.etl.clean.Tables.timestamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.etl.clean.Tables.Contract;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesCleanerTest {
  @TempDir Path folder;
  Tables tables;

  @BeforeEach
  void open() {
    tables = new Tables(folder);
  }

  private static Contract customers() {
    return new Contract("customers")
        .key("id", IDENTIFIER)
        .time(date("since"))
        .column("plan", CATEGORY);
  }

  private static Contract tickets() {
    return new Contract("tickets")
        .time(timestamp("opened"))
        .refers("customer", "customers")
        .column("topic", CATEGORY);
  }

  private static final String CUSTOMERS =
      "id,since,plan\nC-1,2024-01-01,basic\nC-2,2024-02-01,plus\n";

  @Test
  void clean_tables_have_row_key_time_known_references_and_columns() {
    tables
        .csv(tickets(), "opened,customer,topic\n2024-03-01T10:30:00Z, c1 ,billing\n")
        .csv(customers(), CUSTOMERS);

    TablesReport report = tables.clean();

    assertThat(report.tables()).extracting(t -> t.table()).containsExactly("tickets", "customers");
    assertThat(tables.rows("customers"))
        .containsExactly(
            "1|C1|2024-01-01 00:00:00.0|2024-01-01 00:00:00.0|basic",
            "2|C2|2024-02-01 00:00:00.0|2024-02-01 00:00:00.0|plus");
    assertThat(tables.rows("tickets"))
        .containsExactly("1|~|2024-03-01 10:30:00.0|2024-03-01 10:30:00.0|C1|billing");
    assertThat(
            tables.query(
                "SELECT column_name || ' ' || data_type FROM information_schema.columns WHERE"
                    + " table_name = 'tickets' ORDER BY ordinal_position"))
        .containsExactly(
            "__row BIGINT",
            "__key VARCHAR",
            "__time TIMESTAMP",
            "__known TIMESTAMP",
            "__ref_customer VARCHAR",
            "topic VARCHAR");
  }
}
