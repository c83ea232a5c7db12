package dev.millrace.pipeline.command;

import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.pipeline.recipe.RecipeReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of commands that read a recipe. */
final class RecipeOptions {
  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Give the recipe's variable $${NAME} a value; may be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "Merge profiles/NAME.yaml, beside the recipe, over it.")
  private @Nullable String profile;

  Recipe read(Path recipe) {
    return RecipeReader.read(recipe, new RecipeReader.Options(set, profile, System.getenv()));
  }

  boolean hasSet() {
    return !set.isEmpty();
  }

  boolean hasProfile() {
    return profile != null;
  }
}
