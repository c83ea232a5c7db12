package dev.millrace.etl.clean;

import static dev.millrace.contract.feature.ColumnType.CATEGORY;
import static dev.millrace.contract.feature.ColumnType.NUMBER;
import static dev.millrace.etl.clean.Rows.optional;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.Lab;
import dev.millrace.etl.feed.EncoderFitter;
import dev.millrace.etl.feed.FeatureTable;
import dev.millrace.etl.feed.SplitAssigner;
import dev.millrace.etl.feed.SplitSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No name of a column is special: not one that our statements use, not one of SQL's. */
class OddNamesTest {
  private static final int ROWS = 60;
  private static final List<String> NAMES =
      Stream.of(
              "position split fold rowid row file rule effect a.b select n0 x0 p0 r0 c n p b h k",
              "source label features of id parts rank value filename gone checked count(*) ? key",
              "it's_\"quoted\" Größe_€ %s{0}$1\\ ;DROP_TABLE_features;-- uses raw")
          .flatMap(names -> Stream.of(names.split(" ")))
          .toList();

  @TempDir Path folder;

  @Test
  void columns_of_any_name_go_all_the_way() {
    Rows rows = new Rows(folder).key("key column");
    for (int i = 0; i < NAMES.size(); i++) {
      rows.column(optional(NAMES.get(i), isNumber(i) ? NUMBER : CATEGORY).build());
    }

    CleanReport report = rows.cleanCsv(csv());
    FeatureContract contract = rows.contract();
    Path features = folder.resolve("features.duckdb");
    new SplitAssigner(contract, new SplitSpec.Stratified(0.2, 0.2), new Seeds(1), Lab.SETTINGS)
        .assign(rows.lab().clean(), features);

    assertThat(report.columns()).extracting(ColumnProfile::distinct).containsOnly((long) ROWS);
    assertThat(EncoderFitter.fit(features, contract, Lab.SETTINGS).encoder().width())
        .isGreaterThan(NAMES.size());
    try (FeatureTable table = FeatureTable.open(features, contract, Lab.SETTINGS);
        RowCursor cursor = table.training().source().cursor()) {
      assertThat(cursor.next()).isTrue();
      assertThat(cursor.batch().rows()).isEqualTo(36);
      for (int row = 0; row < cursor.batch().rows(); row++) {
        requireOwnValues(cursor.batch(), row, Integer.parseInt(cursor.key(row)));
      }
    }
  }

  private static void requireOwnValues(ColumnBatch batch, int row, int key) {
    for (int i = 0; i < NAMES.size(); i++) {
      String value = isNumber(i) ? "" + (int) batch.number(i, row) : batch.text(i, row);
      assertThat(value).as(NAMES.get(i)).isEqualTo("" + value(i, key));
    }
  }

  private static String csv() {
    List<String> lines = new ArrayList<>();
    StringBuilder header = new StringBuilder("key column,y");
    NAMES.forEach(name -> header.append(",\"").append(name.replace("\"", "\"\"")).append('"'));
    lines.add(header.toString());
    for (int key = 0; key < ROWS; key++) {
      StringBuilder line = new StringBuilder().append(key).append(key % 2 == 0 ? ",yes" : ",no");
      for (int i = 0; i < NAMES.size(); i++) {
        line.append(',').append(value(i, key));
      }
      lines.add(line.toString());
    }
    return String.join("\n", lines);
  }

  private static int value(int column, int key) {
    return 1000 * column + key;
  }

  private static boolean isNumber(int column) {
    return column % 2 == 0;
  }
}
