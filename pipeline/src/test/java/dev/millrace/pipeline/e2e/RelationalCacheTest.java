package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a run over several tables is done again, and why. */
class RelationalCacheTest {
  @TempDir Path folder;

  @Test
  void only_what_a_change_concerns_is_done_again() {
    RelationalProject project = RelationalProject.in(folder);
    assertThat(project.mustRunStages())
        .containsExactly("ingest", "clean", "features", "train", "evaluate", "package");

    assertThat(project.mustRunStages()).containsExactly("package");

    project.recipe(text -> text.replace("usage.minutes: [sum]", "usage.minutes: [sum, mean]"));
    assertThat(project.explain())
        .containsExactly(
            "ingest skipped: nothing it depends on has changed",
            "clean skipped: nothing it depends on has changed",
            "features runs: recipe section features changed",
            "train runs: stage features changed",
            "evaluate runs: stage train changed",
            "package runs: a package carries the id of its run");
    assertThat(project.mustRunStages()).containsExactly("features", "train", "evaluate", "package");

    project.recipe(text -> text.replace("max: 1440", "max: 1000"));
    assertThat(project.explain())
        .contains("ingest skipped: nothing it depends on has changed")
        .contains("clean runs: recipe section clean changed");
  }

  /** A customer changes the plan: that row alone is read anew, and all is as if read at once. */
  @Test
  void a_changed_row_of_the_database_lands_beside_what_landed_before() {
    RelationalProject project = RelationalProject.in(folder);
    assertThat(project.mustRunStages("--to", "ingest")).containsExactly("ingest");
    project.execute(
        "UPDATE customers SET plan = 'changed', updated_at = TIMESTAMP '2026-01-01 06:00:00'"
            + " WHERE customer_id = (SELECT MIN(customer_id) FROM customers)");
    project.execute("UPDATE customers SET channel = channel || '!' WHERE plan = 'basic'");

    assertThat(project.mustRunStages("--to", "ingest")).containsExactly("ingest");
    List<String> byStep = landed();
    assertThat(byStep).hasSize(RelationalProject.CUSTOMERS);
    assertThat(byStep).filteredOn(row -> row.contains("changed")).hasSize(1);
    assertThat(byStep)
        .as("rows whose watermark stays are not read")
        .noneMatch(r -> r.contains("!"));

    project.execute("UPDATE customers SET channel = REPLACE(channel, '!', '')");
    AtomicFiles.deleteTree(folder.resolve(".millrace"));
    project.mustRunStages("--to", "ingest");
    assertThat(landed()).isEqualTo(byStep);
  }

  /** The customers as they landed last. */
  private List<String> landed() {
    return Tables.newest(folder.resolve(".millrace/ingest"), "landed.duckdb", "raw.customers");
  }
}
