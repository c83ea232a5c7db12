package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers everything wrong with a recipe, so that it is reported at once. Not thread-safe. */
final class Problems {
  private final String file;
  private final List<Located> found = new ArrayList<>();

  /** For the recipe of that name. */
  Problems(String file) {
    this.file = file;
  }

  void add(Place place, String message) {
    found.add(new Located(place, new Problem(place.toString(), message)));
  }

  /** A problem of the command line rather than of a place in the file; listed first. */
  void addOutside(String place, String message) {
    found.add(new Located(new Place("", 0, 0), new Problem(place, message)));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Throws {@code RECIPE_INVALID} with all problems in reading order, if there are any. */
  void throwIfAny() {
    if (found.isEmpty()) {
      return;
    }
    List<Problem> sorted =
        found.stream()
            .sorted(Comparator.comparing(Located::place))
            .map(Located::problem)
            .distinct()
            .toList();
    String count = sorted.size() == 1 ? "a problem" : sorted.size() + " problems";
    throw new MillraceException(
        ErrorCode.RECIPE_INVALID,
        "The recipe " + file + " has " + count + ".",
        "Correct the recipe and run again; docs/recipe.md explains every key.",
        sorted);
  }

  private record Located(Place place, Problem problem) {}
}
