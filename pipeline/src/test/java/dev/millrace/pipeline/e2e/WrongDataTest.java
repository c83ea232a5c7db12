package dev.millrace.pipeline.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongDataTest {
  @TempDir Path folder;

  @Test
  void a_constant_target_is_refused() {
    Project.with(folder, rows(row -> row.replace(",yes", ",no"))).mustEnd(2, "XX");
  }

  @Test
  void a_class_with_one_row_is_refused() {
    List<String> rows = rows(row -> row.replace(",yes", ",no"));
    rows.set(5, rows.get(5).replace(",no", ",yes"));

    Project.with(folder, rows).mustEnd(3, "XX");
  }

  @Test
  void a_column_that_is_all_missing_is_refused() {
    Project.with(folder, rows(row -> row.replaceAll(",[0-9.]*,(yes|no)$", ",,$1"))).mustEnd(3, "XX");
  }

  @Test
  void a_required_column_that_is_all_missing_is_refused() {
    Project.with(folder, rows(row -> row.replaceAll(",[0-9.]*,(yes|no)$", ",,$1")))
        .recipe(text -> text.replace(", missing: allowed", ""))
        .mustEnd(3, "XX");
  }

  @Test
  void a_violation_ends_the_run_where_the_recipe_says_fail() {
    List<String> rows = rows(row -> row);
    rows.set(5, "c000005,pro,-3,12.5,no");
    Project.with(folder, rows)
        .recipe(text -> text.replace("max_quarantined: 2%", "on_violation: fail"))
        .mustEnd(3, "XX");
  }

  private static List<String> rows(java.util.function.UnaryOperator<String> change) {
    return new ArrayList<>(SmallTable.rows(Project.ROWS, 1).stream().map(change).toList());
  }
}
