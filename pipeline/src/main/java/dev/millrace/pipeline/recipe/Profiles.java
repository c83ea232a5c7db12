package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds {@code profiles/<name>.yaml} beside a recipe. */
final class Profiles {
  private static final String SUFFIX = ".yaml";

  private Profiles() {}

  static Path find(Path recipe, String profile) {
    Path folder = recipe.resolveSibling("profiles");
    List<String> names = names(folder);
    if (names.contains(profile)) {
      return folder.resolve(profile + SUFFIX);
    }
    String known =
        names.isEmpty()
            ? "There are no profiles in " + folder + "."
            : "There are: " + String.join(", ", names) + ".";
    throw new MillraceException(
        ErrorCode.ARGUMENT_INVALID,
        "There is no profile " + folder.resolve(profile + SUFFIX) + ".",
        known + Suggestions.didYouMean(profile, names));
  }

  private static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }
}
