package dev.millrace.contract.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name somebody probably meant. */
public final class Suggestions {
  private Suggestions() {}

  /**
   * The candidate nearest to {@code given} by edit distance without regard to case, if it is near
   * enough to be a likely slip: at most a third of the longer name, and at least one edit is always
   * forgiven. Ties go to the first candidate.
   */
  public static Optional<String> nearest(String given, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> isNear(given, candidate))
        .min(Comparator.comparingInt(candidate -> distance(given, candidate)));
  }

  /** {@code " Did you mean 'x'?"}, or an empty text. */
  public static String didYouMean(String given, Collection<String> candidates) {
    return nearest(given, candidates).map(name -> " Did you mean '" + name + "'?").orElse("");
  }

  /** Lengths are compared first, so that a very long name from a stranger costs nothing. */
  private static boolean isNear(String given, String candidate) {
    int tolerance = tolerance(given, candidate);
    return Math.abs(given.length() - candidate.length()) <= tolerance
        && distance(given, candidate) <= tolerance;
  }

  private static int tolerance(String a, String b) {
    return Math.max(1, Math.max(a.length(), b.length()) / 3);
  }

  /**
   * Edits from one name to the other, case folded: insert, delete, replace a letter or swap two
   * neighbours (optimal string alignment, Boytsov 2011).
   */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      edits[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      edits[i][0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        edits[i][j] = Math.min(replaced, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
        if (swapped(a, i, b, j)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return i > 1
        && j > 1
        && a.charAt(i - 1) == b.charAt(j - 2)
        && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
