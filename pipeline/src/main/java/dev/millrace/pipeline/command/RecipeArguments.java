package dev.millrace.pipeline.command;

import dev.millrace.pipeline.recipe.Recipe;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The arguments of commands about a recipe. */
final class RecipeArguments {
  @Parameters(paramLabel = "RECIPE", description = "The recipe, a YAML file.")
  private Path recipe = Path.of("");

  @Mixin private RecipeOptions options = new RecipeOptions();

  Recipe read() {
    return options.read(recipe);
  }
}
