package dev.millrace.models.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.BatchBuilder;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.models.rows.MemoryRows;
import dev.millrace.scoring.GoldenRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoldenChoiceTest {
  @Test
  void rows_with_missing_values_are_found_behind_the_first_rows() {
    List<ColumnBatch> batches = new ArrayList<>();
    for (int batch = 0; batch < 10; batch++) {
      batches.add(rows(50, batch == 6));
    }

    List<Map<String, Object>> chosen = choose(batches);

    assertThat(chosen).hasSize(64 + 1 + 2);
    assertThat(chosen.subList(0, 64)).allSatisfy(row -> assertThat(row).hasSize(7));
    assertThat(chosen.get(64)).doesNotContainKeys("charges", "since").containsKey("region");
  }

  @Test
  void few_rows_are_all_taken() {
    List<Map<String, Object>> chosen = choose(List.of(rows(3, false)));

    assertThat(chosen).hasSize(3 + 2);
    assertThat(chosen.get(3)).containsOnlyKeys("tenure", "senior", "contract");
    assertThat(chosen.get(4))
        .containsEntry("contract", GoldenRows.UNSEEN)
        .containsEntry("region", GoldenRows.UNSEEN)
        .containsEntry("tenure", 0.0);
  }

  @Test
  void no_rows_give_no_golden_rows() {
    assertThat(choose(List.of())).isEmpty();
  }

  private static List<Map<String, Object>> choose(List<ColumnBatch> batches) {
    return GoldenChoice.from(MemoryRows.unlabelled(batches), PackageFixture.CONTRACT);
  }

  /** Rows of which, if asked, the last lacks charges and since. */
  private static ColumnBatch rows(int rows, boolean missing) {
    BatchBuilder batch = new BatchBuilder(PackageFixture.CONTRACT);
    for (int row = 0; row < rows; row++) {
      boolean lacks = missing && row == rows - 1;
      batch
          .addRow()
          .set(0, row)
          .set(1, lacks ? Double.NaN : 20)
          .set(2, 1)
          .set(3, lacks ? Double.NaN : 19_000)
          .set(4, 20_000.5)
          .set(5, "one year")
          .set(6, "north");
    }
    return batch.build();
  }
}
