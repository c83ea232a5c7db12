package dev.millrace.pipeline.recipe;

import static dev.millrace.pipeline.recipe.Recipes.MINIMAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.source.SourceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeVariablesTest {
  private static final String WITH_DATA = MINIMAL.replace("data.csv", "\"${DATA}/telco.csv\"");

  @TempDir Path folder;

  @Test
  void a_set_value_comes_before_the_environment() {
    Recipe recipe = read(WITH_DATA, Map.of("DATA", "/set"), Map.of("DATA", "/env"));

    assertThat(paths(recipe)).containsExactly("/set/telco.csv");
  }

  @Test
  void the_environment_gives_what_is_not_set() {
    assertThat(paths(read(WITH_DATA, Map.of(), Map.of("DATA", "/env"))))
        .containsExactly("/env/telco.csv");
  }

  @Test
  void a_relative_value_starts_at_the_folder_of_the_recipe() {
    assertThat(paths(read(WITH_DATA, Map.of("DATA", "../d"), Map.of())))
        .containsExactly(folder.getParent().resolve("d/telco.csv").toString());
  }

  @Test
  void a_quoted_variable_may_be_a_number() {
    Recipe recipe = read(MINIMAL + "seed: \"${SEED}\"\n", Map.of("SEED", "9"), Map.of());

    assertThat(recipe.seed()).isEqualTo(9);
  }

  @Test
  void an_unresolved_variable_says_at_its_place_what_to_do() {
    assertThat(refused(WITH_DATA, Map.of()).problems())
        .extracting(Object::toString)
        .containsExactly(
            folder
                + "/test.yaml:3:32: ${DATA} has no value; pass --set DATA=value or set the"
                + " environment variable DATA.");
  }

  @Test
  void a_set_value_that_nothing_uses_is_a_slip() {
    MillraceException error = refused(WITH_DATA, Map.of("DATA", "/x", "DATTA", "/y"));

    assertThat(error.problems())
        .extracting(Object::toString)
        .containsExactly("--set DATTA: the recipe does not use ${DATTA}. Did you mean 'DATA'?");
  }

  @Test
  void two_dollars_stand_for_the_text_itself() {
    Recipe recipe = read(MINIMAL.replace("\"Yes\"", "\"$${no variable}\""), Map.of(), Map.of());

    assertThat(Recipes.table(recipe).contract().target().positive()).isEqualTo("${no variable}");
    assertThat(Recipes.table(reread(recipe)).contract())
        .isEqualTo(Recipes.table(recipe).contract());
  }

  @Test
  void secrets_are_masked_wherever_the_recipe_is_shown() {
    String secret =
        MINIMAL.replace(
            "{type: csv, path: data.csv}",
            "{type: reader, class: x.Y, columns: [a], options: {login: \"me:${DB_PASSWORD}\"}}");
    Recipe recipe = read(secret, Map.of("DB_PASSWORD", "hunter2"), Map.of());

    assertThat(((SourceSpec.Reader) recipe.sources().get(0)).options())
        .containsEntry("login", "me:hunter2");
    assertThat(recipe.resolvedYaml()).contains("me:***").doesNotContain("hunter2");
    assertThat(refused(MINIMAL + "seed: ${API_TOKEN}\n", Map.of("API_TOKEN", "hunter2")).problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("'***'").doesNotContain("hunter2"));
  }

  private Recipe read(String text, Map<String, String> set, Map<String, String> environment) {
    return RecipeReader.read(
        Recipes.write(folder, text), new RecipeReader.Options(set, null, environment));
  }

  private Recipe reread(Recipe recipe) {
    return Recipes.read(folder, recipe.resolvedYaml());
  }

  private MillraceException refused(String text, Map<String, String> set) {
    return catchThrowableOfType(MillraceException.class, () -> read(text, set, Map.of()));
  }

  private static List<String> paths(Recipe recipe) {
    return ((SourceSpec.Csv) recipe.sources().get(0)).paths();
  }

  @Test
  void the_resolved_recipe_means_the_same_from_another_folder() throws IOException {
    Recipe recipe = read(WITH_DATA, Map.of("DATA", "d"), Map.of());
    Path elsewhere = Files.createDirectories(folder.resolve("runs/1"));

    Recipe again = Recipes.read(elsewhere, recipe.resolvedYaml());

    assertThat(again.sources()).isEqualTo(recipe.sources());
    assertThat(Recipes.table(again).contract()).isEqualTo(Recipes.table(recipe).contract());
    assertThat(again.resolvedYaml()).isEqualTo(recipe.resolvedYaml());
  }
}
