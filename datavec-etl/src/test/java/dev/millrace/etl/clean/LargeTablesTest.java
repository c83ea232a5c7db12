package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.etl.clean.Tables.IDENTIFIER;
import static dev.millrace.etl.clean.Tables.date;
import static dev.millrace.etl.clean.Tables.timestamp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Progress;
import dev.millrace.etl.clean.ColumnProfile.Bar;
import dev.millrace.etl.clean.ColumnProfile.Numbers;
import dev.millrace.etl.clean.Tables.Contract;
import dev.millrace.etl.clean.TablesReport.TableReport;
import dev.millrace.etl.duck.DuckSettings;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that are looked at in part where that is enough. */
class LargeTablesTest {
  private static final int ROWS = 300_000;

  @TempDir Path folder;

  private Tables tables() {
    return new Tables(folder)
        .parquet(
            new Contract("customers").key("id", IDENTIFIER).time(date("since")),
            "SELECT 'c' || i AS id, DATE '2024-01-01' AS since FROM range(500) t(i)")
        .parquet(
            new Contract("usage")
                .key("customer", IDENTIFIER)
                .key("day")
                .time(date("day"))
                .known(timestamp("loaded"))
                .refers("customer", "customers")
                .column("minutes", NUMBER)
                .column("device", CATEGORY)
                .zone("Europe/Berlin"),
            "SELECT CASE WHEN i % 3 = 0 THEN 'C-' ELSE ' c ' END || (i % 500) AS customer,"
                + " DATE '2024-01-01' + CAST(i // 500 AS INTEGER) AS day,"
                + " day + INTERVAL 2 DAY AS loaded, CAST(i % 1000 AS DOUBLE) AS minutes,"
                + " CASE WHEN i % 4 = 0 THEN 'ios' ELSE ' web' END AS device FROM range("
                + ROWS
                + ") t(i)");
  }

  @Test
  void counts_and_bars_are_exact_and_quartiles_those_of_a_sample() {
    CleanReport report = Tables.of(tables().clean(), "usage").clean();

    assertThat(report.kept()).isEqualTo(ROWS);
    ColumnProfile minutes = report.columns().get(0);
    assertThat(minutes.present()).isEqualTo(ROWS);
    assertThat(minutes.distinct()).isEqualTo(1000);
    Numbers numbers = minutes.numbers();
    assertThat(numbers).isNotNull();
    assertThat(numbers.min()).isZero();
    assertThat(numbers.max()).isEqualTo(999);
    assertThat(numbers.median()).isCloseTo(499.5, within(10.0));
    assertThat(numbers.mean()).isCloseTo(499.5, within(10.0));
    assertThat(minutes.bars()).hasSize(10).allMatch(bar -> bar.rows() == ROWS / 10);
    assertThat(report.columns().get(1).bars())
        .containsExactly(new Bar("web", 225_000, 0), new Bar("ios", 75_000, 0));
  }

  @Test
  void the_number_of_threads_changes_nothing() {
    Tables tables = tables();
    TablesJob job = tables.job();

    List<TableReport> one = clean(tables, job, 1);
    List<String> rows = digest(tables);
    List<TableReport> two = clean(tables, job, 2);

    assertThat(two).isEqualTo(one);
    assertThat(digest(tables)).isEqualTo(rows);
  }

  private static List<TableReport> clean(Tables tables, TablesJob job, int threads) {
    DuckSettings settings = new DuckSettings("256MB", threads);
    return TablesCleaner.clean(job, tables.lab().clean(), settings, Progress.silent()).tables();
  }

  private static List<String> digest(Tables tables) {
    return tables.query("SELECT count(*), sum(hash(u)) FROM usage AS u");
  }
}
