package dev.millrace.pipeline.recipe;

import static dev.millrace.pipeline.recipe.Recipes.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipePartTest {
  @TempDir Path folder;

  @Test
  void spelling_and_comments_change_no_part() {
    Recipe terse = Recipes.read(folder, MINIMAL);
    Recipe wordy =
        Recipes.read(
            folder,
            "# a comment\nseed: 42\n"
                + MINIMAL.replace("{type: integer}", "{missing: forbidden, \"type\": integer}")
                + "split: {strategy: stratified, validation: 0.2, test: 20%}\n");

    for (RecipePart part : RecipePart.values()) {
      assertThat(wordy.part(part)).isEqualTo(terse.part(part));
    }
  }

  /** A change of the recipe, and the parts it is to touch. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path: data.csv | path: other.csv | INGEST",
        "type: csv | type: parquet | INGEST",
        "tenure: {type: integer} | tenure: {type: integer, min: 0} | CLEAN PACKAGE",
        "tenure: {type: integer} | tenure: {type: integer, unit: month} | PACKAGE",
        "tenure: {type: integer} | tenure: {type: integer, encode: robust} | FEATURES PACKAGE",
        "rows: | split: {strategy: stratified, test: 10%}\\nrows: | FEATURES",
        "rows: | split: {strategy: group, column: c}\\nrows: | CLEAN FEATURES",
        "rows: | train: {epochs: 3}\\nrows: | TRAIN",
        "rows: | train: {network: logistic}\\nrows: | TRAIN",
        "rows: | train: {class_weights: balanced}\\nrows: | TRAIN",
        "rows: | threads: 2\\nrows: | TRAIN",
        "rows: | evaluate: {threshold: {recall: 50%}}\\nrows: | EVALUATE",
        "rows: | evaluate: {threshold: {precision: 50%}}\\nrows: | EVALUATE",
        "recipe: small | recipe: large | PACKAGE",
      })
  void a_change_touches_its_own_parts_only(String from, String to, String parts) {
    Recipe before = Recipes.read(folder, MINIMAL);
    Recipe after = Recipes.read(folder, MINIMAL.replace(from, to.replace("\\n", "\n")));

    Set<RecipePart> changed = EnumSet.noneOf(RecipePart.class);
    for (RecipePart part : RecipePart.values()) {
      if (!before.part(part).equals(after.part(part))) {
        changed.add(part);
      }
    }
    assertThat(changed)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(parts.split(" ")).map(RecipePart::valueOf).toList());
  }
}
