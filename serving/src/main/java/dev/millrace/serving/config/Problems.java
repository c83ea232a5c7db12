package dev.millrace.serving.config;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers all that is wrong with a configuration, so that it is said at once. */
final class Problems {
  private final List<Located> found = new ArrayList<>();

  void add(Place place, String message) {
    found.add(new Located(place, new Problem(place.toString(), message)));
  }

  /** Whether something is wrong with what stands there already. */
  boolean at(Place place) {
    return found.stream().anyMatch(problem -> problem.place().equals(place));
  }

  /** Throws {@code ARGUMENT_INVALID} with all problems in reading order, if there are any. */
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
    throw new MillraceException(
        ErrorCode.ARGUMENT_INVALID,
        "The configuration has %s."
            .formatted(sorted.size() == 1 ? "a problem" : sorted.size() + " problems"),
        "Correct it and start again; docs/serving-config.md explains every key.",
        sorted);
  }

  private record Located(Place place, Problem problem) {}
}
