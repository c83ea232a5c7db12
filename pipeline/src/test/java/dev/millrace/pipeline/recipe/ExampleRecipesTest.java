package dev.millrace.pipeline.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleRecipesTest {
  @ParameterizedTest
  @ValueSource(strings = {"telco", "bigml", "churn", "returns"})
  void an_example_is_a_valid_recipe_by_its_name(String name) {
    Path examples = Path.of(System.getProperty("millrace.root"), "examples");
    RecipeReader.Options options =
        new RecipeReader.Options(
            Map.of(), null, Map.of("DATA", "/data", "DB_URL", "jdbc:h2:mem:x", "DB_PASSWORD", "x"));

    Recipe recipe = RecipeReader.read(examples.resolve(name).resolve("recipe.yaml"), options);

    assertThat(recipe.name()).isEqualTo(name);
  }
}
