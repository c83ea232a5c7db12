package dev.millrace.etl.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureTableTest {
  private static final int ROWS = 12_000;

  @TempDir Path folder;
  private Path file;
  private FeatureTable table;

  @BeforeEach
  void open() {
    file = folder.resolve("features.duckdb");
    Feed.split(Feed.clean(folder, ROWS), file, Feed.STRATIFIED);
    table = FeatureTable.open(file, Feed.CONTRACT, Feed.SETTINGS);
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void a_cursor_gives_what_the_table_holds_in_its_order() {
    assertThat(read(table.training().source())).isEqualTo(expected(0));
    assertThat(read(table.validation().source())).isEqualTo(expected(1));
    assertThat(read(table.test().takeForEvaluation())).isEqualTo(expected(2));
  }

  @Test
  void parts_know_how_many_rows_and_positives_they_have() {
    RowSource source = table.training().source();
    List<List<String>> rows = expected(0);
    assertThat(source.rows()).isEqualTo(rows.size()).isGreaterThan(2 * 2048);
    assertThat(source.positives())
        .isEqualTo(rows.stream().filter(row -> row.get(1).equals("1.0")).count());
  }

  @Test
  void test_rows_can_be_taken_once_from_the_whole_table() {
    table.test().takeForEvaluation();
    assertThatThrownBy(() -> table.test().takeForEvaluation())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void cursors_of_several_threads_do_not_disturb_each_other() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<List<List<String>>> task = () -> read(table.training().source());
      List<List<String>> expected = expected(0);
      for (Future<List<List<String>>> read : threads.invokeAll(List.of(task, task, task, task))) {
        assertThat(read.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void a_table_whose_rows_lost_their_order_is_not_read() {
    table.close();
    Feed.run(
        file,
        "CREATE TABLE mixed AS SELECT * FROM features ORDER BY hash(__position)",
        "DROP TABLE features",
        "ALTER TABLE mixed RENAME TO features");
    table = FeatureTable.open(file, Feed.CONTRACT, Feed.SETTINGS);
    assertThatThrownBy(() -> read(table.training().source()))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("out of order");
  }

  @Test
  void an_unlabelled_scan_gives_keys_and_features_of_any_query() throws Exception {
    List<String> keys = new ArrayList<>();
    double sum = 0;
    try (var database = dev.millrace.etl.duck.Duck.openReadOnly(file, Feed.SETTINGS);
        FeatureScan scan =
            FeatureScan.over(
                database, "(SELECT * FROM features WHERE __split = 2)", Feed.CONTRACT, "__key")) {
      while (scan.next()) {
        for (int row = 0; row < scan.batch().rows(); row++) {
          keys.add(scan.key(row));
          sum += scan.batch().number(2, row);
        }
      }
    }
    assertThat(keys).isEqualTo(expected(2).stream().map(row -> row.get(0)).toList());
    assertThat(Feed.rows(file, "SELECT sum(calls) FROM features WHERE __split = 2").get(0).get(0))
        .isEqualTo(String.valueOf(sum));
  }

  @Test
  void an_error_in_the_middle_of_a_scan_comes_as_one_of_ours() throws Exception {
    try (var database = dev.millrace.etl.duck.Duck.openReadOnly(file, Feed.SETTINGS)) {
      String broken =
          "(SELECT * REPLACE (CASE WHEN __position = 11000 THEN error('broken here') ELSE plan END"
              + " AS plan) FROM features)";
      assertThatThrownBy(
              () -> {
                try (FeatureScan scan =
                    FeatureScan.over(database, broken, Feed.CONTRACT, "__key")) {
                  while (scan.next()) {
                    assertThat(scan.batch().rows()).isPositive();
                  }
                }
              })
          .isInstanceOf(MillraceException.class)
          .hasMessageContaining("broken here");
    }
  }

  private static List<List<String>> read(RowSource source) {
    List<List<String>> rows = new ArrayList<>();
    try (RowCursor cursor = source.cursor()) {
      while (cursor.next()) {
        for (int row = 0; row < cursor.batch().rows(); row++) {
          rows.add(
              List.of(
                  cursor.key(row),
                  String.valueOf(cursor.label(row)),
                  String.valueOf(cursor.fold(row)),
                  String.valueOf(cursor.batch().number(0, row)),
                  String.valueOf(cursor.batch().text(4, row))));
        }
      }
    }
    return rows;
  }

  private List<List<String>> expected(int split) {
    return Feed.rows(
        file,
        "SELECT __key, __label::FLOAT, __fold, coalesce(tenure::VARCHAR, 'NaN'),"
            + " coalesce(\"state \"\"home\"\"\", 'null') FROM features WHERE __split = "
            + split
            + " ORDER BY __position");
  }
}
