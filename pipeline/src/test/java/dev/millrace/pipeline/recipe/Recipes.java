package dev.millrace.pipeline.recipe;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Recipes for tests. */
final class Recipes {
  /** The shortest recipe there can be. */
  static final String MINIMAL =
      """
      recipe: small
      sources:
        customers: {type: csv, path: data.csv}
      rows:
        target: {column: Churn, positive: "Yes"}
        columns:
          tenure: {type: integer}
          Contract: {type: category}
      """;

  /** Nothing from outside. */
  static final RecipeReader.Options NOTHING = new RecipeReader.Options(Map.of(), null, Map.of());

  private Recipes() {}

  static Path write(Path folder, String text) {
    try {
      return Files.writeString(folder.resolve("test.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Recipe read(Path folder, String text) {
    Path file = write(folder, text);
    try {
      return RecipeReader.read(file, NOTHING);
    } catch (MillraceException e) {
      throw new AssertionError(e.getMessage() + "\n" + e.problems() + "\n" + text, e);
    }
  }

  /** What a recipe with {@code rows} says of them. */
  static OneTable table(Recipe recipe) {
    return (OneTable) recipe.rows();
  }

  /** The error of a recipe that cannot be read. */
  static MillraceException refused(Path folder, String text) {
    Path file = write(folder, text);
    return catchThrowableOfType(MillraceException.class, () -> RecipeReader.read(file, NOTHING));
  }

  /** The problems of such a recipe as {@code line:column message}. */
  static List<String> problems(Path folder, String text) {
    MillraceException error = refused(folder, text);
    String file = folder.resolve("test.yaml") + ":";
    return error == null
        ? List.of()
        : error.problems().stream().map(p -> p.toString().replace(file, "")).toList();
  }
}
