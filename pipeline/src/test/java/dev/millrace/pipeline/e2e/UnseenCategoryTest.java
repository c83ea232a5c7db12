package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.pipeline.command.Captured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test row, and one row of a new file, have a plan that no training row has. */
class UnseenCategoryTest {
  private static final int TEST_ROW = 9;

  @TempDir Path folder;

  @Test
  void it_is_counted_in_evaluation_and_scoring_and_taken_as_none_of_the_known() {
    Project project = project("{type: category}");

    Path run = project.mustRun();
    JsonNode counts = Project.json(project.output("evaluate").resolve("counts.json"));
    assertThat(counts.get(0).get("column").asText()).isEqualTo("plan");
    assertThat(counts.get(0).get("unseen").asInt()).isEqualTo(1);
    assertThat(Project.read(run.resolve("report.html"))).contains("Unseen in training rows");

    Captured score = score(run);
    assertThat(score.code()).as(score.err()).isZero();
    assertThat(score.out()).hasLineCount(3);
    assertThat(score.err()).contains("2 rows scored", "categories unseen in training: plan 1");
  }

  @Test
  void it_ends_evaluation_where_the_recipe_says_fail() {
    Project project = project("{type: category, encode: {method: one_hot, unseen: fail}}");

    project.mustEnd(2, "Column 'plan' has the value 'gold', but training rows have only ");
  }

  @Test
  void it_ends_scoring_where_the_recipe_says_fail() {
    Project project =
        Project.in(folder)
            .recipe(
                text ->
                    text.replace(
                        "{type: category}",
                        "{type: category, encode: {method: one_hot, unseen: fail}}"));

    Captured score = score(project.mustRun());

    assertThat(score.code()).isEqualTo(2);
    assertThat(score.err()).contains("Column 'plan' has the value 'gold'");
  }

  private Captured score(Path run) {
    Path file =
        SmallTable.write(
            folder.resolve("new.csv"), List.of("n000001,gold,12,30.5,", "n000002,pro,12,81.5,"));
    return Captured.run("score", run.resolve("model").toString(), file.toString());
  }

  /** A project with a ready-made split, so that the odd row is a test row. */
  private Project project(String plan) {
    List<String> rows = new ArrayList<>(SmallTable.rows(Project.ROWS, 1));
    rows.set(TEST_ROW, "c%06d,gold,12,30.5,no".formatted(TEST_ROW));
    Project project = Project.in(folder);
    StringBuilder text = new StringBuilder(SmallTable.HEADER + ",part\n");
    for (int i = 0; i < rows.size(); i++) {
      String part = i % 5 == 4 ? "test" : i % 5 == 3 ? "validation" : "train";
      text.append(rows.get(i)).append(',').append(part).append('\n');
    }
    Project.write(project.data(), text.toString());
    return project.recipe(
        recipe ->
            recipe
                .replace("{type: category}", plan)
                .replace(
                    "{strategy: stratified, validation: 20%, test: 20%}",
                    "{strategy: column, column: part}"));
  }
}
