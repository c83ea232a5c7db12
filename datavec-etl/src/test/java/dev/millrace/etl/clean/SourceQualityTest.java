package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.etl.clean.Tables.IDENTIFIER;
import static dev.millrace.etl.clean.Tables.date;
import static dev.millrace.etl.clean.Tables.timestamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.etl.clean.Tables.Contract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceQualityTest {
  @TempDir Path folder;

  @Test
  void completeness_uniqueness_validity_integrity_and_timeliness_are_counted() {
    Tables tables = new Tables(folder);
    tables
        .csv(
            new Contract("customers").key("id", IDENTIFIER).time(date("since")),
            "id,since\na,2024-01-01\nb,2024-01-01\n")
        .csv(
            new Contract("tickets")
                .key("no")
                .time(timestamp("opened"))
                .known(timestamp("loaded"))
                .refers("customer", "customers")
                .column("score", NUMBER)
                .column("topic", CATEGORY),
            """
            no,customer,opened,loaded,score,topic
            1,a,2024-02-01T00:00,2024-02-02T00:00,1,x
            2,b,2024-02-02T00:00,2024-02-02T12:00,,y
            3,a,2024-02-03T00:00,2024-02-08T00:00,3,
            1,b,2024-02-04T00:00,2024-02-05T00:00,4,z
            3,a,2024-02-03T00:00,2024-02-08T00:00,3,
            4,nobody,2024-02-04T00:00,2024-02-05T00:00,4,z
            5,a,2024-02-04T00:00,2024-02-05T00:00,many,z
            6,,2024-02-04T00:00,2024-02-05T00:00,4,z
            7,a,soon,2024-02-05T00:00,4,z
            8
            """);

    SourceQuality quality = Tables.of(tables.clean(), "tickets").quality();

    assertThat(quality.source()).isEqualTo("tickets");
    assertThat(quality.rows()).isEqualTo(10);
    // 1, 2 and 3 stay; of their six values two are missing
    assertThat(quality.completeness()).isEqualTo(4.0 / 6);
    // the fourth row uses the key 1 again, the fifth repeats the third
    assertThat(quality.uniqueness()).isEqualTo(0.8);
    // broken are 4, 5, 6, 7 and the line that is no row
    assertThat(quality.validity()).isEqualTo(0.5);
    // eight rows name a customer, one of whom nobody knows
    assertThat(quality.integrity()).isEqualTo(7.0 / 8);
    assertThat(quality.newest()).isEqualTo("2024-02-08T00:00:00Z");
    assertThat(quality.medianDelayDays()).isEqualTo(1);
    assertThat(quality.slowestDelayDays()).isEqualTo(5);
  }

  @Test
  void a_fixed_table_has_no_timeliness() {
    Tables tables = new Tables(folder);
    tables.csv(new Contract("regions").fixed().column("name", CATEGORY), "name\nNorth\nSouth\n");

    SourceQuality quality = tables.clean().tables().get(0).quality();

    assertThat(quality).isEqualTo(quality("regions", 2, 1, null, Double.NaN));
  }

  @Test
  void a_reference_that_may_lead_nowhere_costs_integrity_but_not_validity() {
    Tables tables = new Tables(folder);
    tables
        .csv(new Contract("regions").key("code").fixed(), "code,x\nN,1\n")
        .csv(
            new Contract("shops").fixed().mayRefer("region", "regions").column("n", NUMBER),
            "region,n\nN,1\nQ,2\n");

    SourceQuality quality = Tables.of(tables.clean(), "shops").quality();

    assertThat(quality.validity()).isEqualTo(1);
    assertThat(quality.integrity()).isEqualTo(0.5);
  }

  private static SourceQuality quality(
      String source, long rows, double completeness, String newest, double delay) {
    return new SourceQuality(source, rows, completeness, 1, 1, 1, newest, delay, delay);
  }
}
