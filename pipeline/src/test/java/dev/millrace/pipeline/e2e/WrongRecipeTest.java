package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.command.Captured;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongRecipeTest {
  @TempDir Path folder;

  @Test
  void an_unknown_key_is_answered_with_the_nearest_valid_one() {
    Project project =
        Project.in(folder).recipe(text -> text.replace("max_quarantined", "max_quarantine"));

    project.mustEnd(
        2,
        "small.yaml:12:3: unknown key 'max_quarantine' in rows. Did you mean 'max_quarantined'?",
        "docs/recipe.md explains every key");
  }

  @Test
  void every_wrong_type_is_named_by_line_and_column_at_once() {
    Project project =
        Project.in(folder)
            .recipe(
                text -> text.replace("epochs: 20", "epochs: many").replace("seed: 7", "seed: [7]"));

    project.mustEnd(
        2,
        "small.yaml has 2 problems.",
        "small.yaml:2:7: 'seed': expected a whole number, but found a list",
        "small.yaml:14:44: 'epochs': expected a whole number of at least 1",
        "but found 'many'");
  }

  @Test
  void a_target_column_that_is_not_there_is_answered_with_the_nearest() {
    Project project =
        Project.in(folder).recipe(text -> text.replace("column: left", "column: lefft"));

    project.mustEnd(
        2,
        "there is no column 'lefft'. Did you mean 'left'?",
        "It has: id, plan, months, charge, left.");
  }

  @Test
  void a_column_that_is_not_there_is_answered_with_the_nearest() {
    Project project = Project.in(folder).recipe(text -> text.replace("months:", "mohnts:"));

    project.mustEnd(2, "there is no column 'mohnts'. Did you mean 'months'?");
  }

  @Test
  void a_positive_value_that_never_comes_is_answered_with_those_that_do() {
    Project project = Project.in(folder).recipe(text -> text.replace("\"yes\"", "\"gone\""));

    project.mustEnd(
        2,
        "Target 'left': no row has the positive value 'gone'; the column holds 'no' (255), 'yes' (45).",
        "Set 'positive' to the value that means yes.");
  }

  @Test
  void text_that_is_no_yaml_is_named_by_line() {
    Project project = Project.in(folder).recipe(text -> text.replace("rows:", "rows: : ["));

    project.mustEnd(2, "The recipe cannot be read as YAML: ", "small.yaml:5:7: ", "indentation");
  }

  @Test
  void data_in_place_of_the_recipe_is_not_repeated_in_the_message() {
    Captured run = Captured.run("run", Project.in(folder).data().toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("customers.csv:1:1: expected 'key: value' lines, but found 'id,plan,months,")
        .hasSizeLessThan(500);
  }
}
