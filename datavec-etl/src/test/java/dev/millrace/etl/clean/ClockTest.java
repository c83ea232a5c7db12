package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.contract.feature.ColumnType.TIMESTAMP;
import static dev.millrace.etl.clean.Tables.date;
import static dev.millrace.etl.clean.Tables.timestamp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.etl.clean.Tables.Contract;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When things happened, by clocks in several places. */
class ClockTest {
  @TempDir Path folder;
  Tables tables;

  @BeforeEach
  void open() {
    tables = new Tables(folder);
  }

  private List<String> times() {
    tables.clean();
    return tables.query("SELECT __time FROM t");
  }

  @Test
  void moments_without_an_offset_are_in_the_zone_of_their_table() {
    tables.csv(
        new Contract("t").time(timestamp("at")).zone("Europe/Berlin").column("n", NUMBER),
        """
        at,n
        2024-01-15T12:00,1
        2024-07-15T12:00,2
        2024-07-15T12:00Z,3
        2024-07-15T12:00-04:00,4
        2024-07-15,5
        """);

    assertThat(times())
        .containsExactly(
            "2024-01-15 11:00:00.0",
            "2024-07-15 10:00:00.0",
            "2024-07-15 12:00:00.0",
            "2024-07-15 16:00:00.0",
            "2024-07-14 22:00:00.0");
  }

  @Test
  void an_hour_that_summer_time_leaves_out_is_the_next_and_one_that_comes_twice_the_later() {
    tables.csv(
        new Contract("t").time(timestamp("at")).zone("Europe/Berlin").column("n", NUMBER),
        """
        at,n
        2024-03-31 01:59:59,1
        2024-03-31 02:30:00,2
        2024-03-31 03:00:00,3
        2024-10-27 01:59:59,4
        2024-10-27 02:30:00,5
        2024-10-27 03:00:00,6
        """);

    assertThat(times())
        .containsExactly(
            "2024-03-31 00:59:59.0",
            "2024-03-31 01:30:00.0",
            "2024-03-31 01:00:00.0",
            "2024-10-26 23:59:59.0",
            "2024-10-27 01:30:00.0",
            "2024-10-27 02:00:00.0");
  }

  @Test
  void a_day_is_its_first_moment_in_the_zone() {
    tables.csv(
        new Contract("t").time(date("on", "dd.MM.yyyy", "M/d/yyyy")).zone("America/New_York"),
        "on\\n15.01.2024\\n7/15/2024\\n10.03.2024\\n11.03.2024\\n".replace("\\n", "\n"));

    assertThat(times())
        .containsExactly(
            "2024-01-15 05:00:00.0",
            "2024-07-15 04:00:00.0",
            "2024-03-10 05:00:00.0",
            "2024-03-11 04:00:00.0");
  }

  @Test
  void a_zone_may_be_a_fixed_offset() {
    tables.csv(
        new Contract("t").time(timestamp("at")).zone("+05:30"),
        "at\n2024-01-15T12:00\n2024-01-15T12:00Z\n");

    assertThat(times()).containsExactly("2024-01-15 06:30:00.0", "2024-01-15 12:00:00.0");
  }

  @Test
  void times_that_land_as_such_follow_the_zone_unless_they_have_one() {
    tables.parquet(
        new Contract("t").time(date("d")).known(timestamp("k")).zone("Europe/Berlin"),
        "SELECT DATE '2024-07-15' AS d, TIMESTAMP '2024-07-20 12:00' AS k UNION ALL SELECT"
            + " DATE '2024-01-15', TIMESTAMP '2024-01-20 12:00' UNION ALL SELECT NULL, NULL"
            + " UNION ALL SELECT DATE 'infinity', TIMESTAMP '2024-01-20 12:00'");

    tables.clean();

    assertThat(tables.query("SELECT __time, __known FROM t"))
        .containsExactly(
            "2024-07-14 22:00:00.0|2024-07-20 10:00:00.0",
            "2024-01-14 23:00:00.0|2024-01-20 11:00:00.0");
    assertThat(tables.query("SELECT row, column_name, value, rule FROM quarantine"))
        .containsExactly("3|d|~|required", "3|k|~|required", "4|d|infinity|not a date");
  }

  @Test
  void moments_with_a_zone_stay_and_their_days_are_those_of_the_table() {
    tables.parquet(
        new Contract("t").time(date("d")).known(timestamp("k")).zone("Europe/Berlin"),
        "SELECT TIMESTAMPTZ '2024-07-14 23:00:00+00' AS d, TIMESTAMPTZ '2024-07-20 12:00:00+00'"
            + " AS k");

    tables.clean();

    assertThat(tables.query("SELECT __time, __known FROM t"))
        .containsExactly("2024-07-14 22:00:00.0|2024-07-20 12:00:00.0");
  }

  @Test
  void moments_among_the_columns_follow_the_zone_too() {
    tables.csv(
        new Contract("t").time(date("d")).column("closed", TIMESTAMP).zone("Europe/Berlin"),
        "d,closed\n2024-01-01,1970-01-02T13:00\n2024-01-01,1970-01-02T12:00Z\n");

    tables.clean();

    assertThat(tables.query("SELECT closed FROM t")).containsExactly("1.5", "1.5");
  }
}
