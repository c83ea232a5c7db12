package dev.millrace.pipeline.recipe;

import static dev.millrace.pipeline.recipe.Recipes.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.models.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeProfilesTest {
  private static final RecipeReader.Options PROD =
      new RecipeReader.Options(Map.of(), "prod", Map.of());

  @TempDir Path folder;

  @BeforeEach
  void write_the_recipe() throws IOException {
    Recipes.write(
        folder,
        MINIMAL
            + "train: {layers: [8, 4], epochs: 5}\n"
            + "split: {strategy: stratified, test: 30%}\n");
    Files.createDirectories(folder.resolve("profiles"));
  }

  @Test
  void mappings_merge_and_everything_else_replaces() throws IOException {
    profile("train: {layers: [2]}\nseed: 3\n");

    Recipe recipe = RecipeReader.read(folder.resolve("test.yaml"), PROD);

    assertThat(recipe.seed()).isEqualTo(3);
    assertThat(((NetworkSpec.Mlp) recipe.network()).layers()).isEqualTo(List.of(2));
    assertThat(recipe.fit().epochs()).isEqualTo(5);
    assertThat(recipe.resolvedYaml()).contains("seed: 3").contains("epochs: 5");
  }

  @Test
  void nothing_takes_a_key_away() throws IOException {
    profile("split: {strategy: column, column: fold, test: }\n");

    assertThat(RecipeReader.read(folder.resolve("test.yaml"), PROD).split())
        .isEqualTo(new SplitSpec.ByColumn("fold"));
  }

  @Test
  void problems_name_the_file_they_are_in() throws IOException {
    profile("train:\n  epoch: 1\n  batch: none\n");

    MillraceException error =
        catchThrowableOfType(
            MillraceException.class, () -> RecipeReader.read(folder.resolve("test.yaml"), PROD));

    assertThat(error.problems())
        .extracting(problem -> problem.place().substring(folder.toString().length()))
        .containsExactly("/profiles/prod.yaml:2:3", "/profiles/prod.yaml:3:10");
  }

  @Test
  void an_unknown_profile_is_answered_with_those_there_are() throws IOException {
    Files.writeString(folder.resolve("profiles/production.yaml"), "seed: 1\n");
    Files.writeString(folder.resolve("profiles/prood.yaml"), "seed: 1\n");

    MillraceException error =
        catchThrowableOfType(
            MillraceException.class, () -> RecipeReader.read(folder.resolve("test.yaml"), PROD));

    assertThat(error.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID);
    assertThat(error.hint()).isEqualTo("There are: production, prood. Did you mean 'prood'?");
  }

  private void profile(String text) throws IOException {
    Files.writeString(folder.resolve("profiles/prod.yaml"), text);
  }
}
