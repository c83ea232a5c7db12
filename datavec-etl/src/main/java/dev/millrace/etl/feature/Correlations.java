package dev.millrace.etl.feature;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Pearson correlations of all pairs of numeric features that are missing in the same rows, in one
 * pass. Every sum runs in the order of rows, so results do not depend on threads.
 */
final class Correlations {
  private final Collection<Group> groups;
  private final Map<Integer, Place> places = new HashMap<>();

  /** Where a feature's sums are. */
  private record Place(Group group, int index) {}

  private Correlations(Collection<Group> groups) {
    this.groups = groups;
    for (Group group : groups) {
      for (int i = 0; i < group.features.size(); i++) {
        places.put(group.features.get(i), new Place(group, i));
      }
    }
  }

  /**
   * @param features those to compare, by their place among the profiles
   */
  static Correlations among(List<Integer> features, List<FeatureProfile> profiles) {
    Map<List<Long>, List<Integer>> alike = new HashMap<>();
    for (int feature : features) {
      FeatureProfile profile = profiles.get(feature);
      alike
          .computeIfAbsent(List.of(profile.present(), profile.gaps()), key -> new ArrayList<>())
          .add(feature);
    }
    return new Correlations(
        alike.values().stream()
            .filter(group -> group.size() > 1)
            .map(group -> new Group(group, profiles))
            .toList());
  }

  void add(double[][] values, int rows) {
    groups.forEach(group -> group.add(values, rows));
  }

  /** -1 to 1; NaN where one of the two does not vary or they are missing in different rows. */
  double between(int one, int other) {
    Place a = places.get(one);
    Place b = places.get(other);
    if (a == null || b == null || a.group != b.group) {
      return Double.NaN;
    }
    return a.group.between(Math.max(a.index, b.index), Math.min(a.index, b.index));
  }

  /** Features missing in the same rows, with the sums of products of what exceeds their means. */
  private static final class Group {
    private final List<Integer> features;
    private final double[] means;
    private final double[][] sums;
    private double[][] centred = {};

    Group(List<Integer> features, List<FeatureProfile> profiles) {
      this.features = features;
      this.means = features.stream().mapToDouble(f -> profiles.get(f).mean()).toArray();
      this.sums = new double[features.size()][];
      Arrays.setAll(sums, i -> new double[i + 1]);
    }

    void add(double[][] values, int rows) {
      if (centred.length == 0 || centred[0].length < rows) {
        centred = new double[means.length][rows];
      }
      int columns = means.length;
      IntStream.range(0, columns)
          .parallel()
          .forEach(i -> centre(values[features.get(i)], means[i], centred[i], rows));
      IntStream.range(0, columns).parallel().forEach(i -> addProducts(i, rows));
    }

    private static void centre(double[] values, double mean, double[] into, int rows) {
      for (int row = 0; row < rows; row++) {
        into[row] = Double.isNaN(values[row]) ? 0 : values[row] - mean;
      }
    }

    /** Four columns at a time, because one sum alone waits for itself at every row. */
    private void addProducts(int i, int rows) {
      double[] to = sums[i];
      int j = 0;
      for (; j + 3 <= i; j += 4) {
        addFour(to, i, j, rows);
      }
      for (; j <= i; j++) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
          sum += centred[i][row] * centred[j][row];
        }
        to[j] += sum;
      }
    }

    private void addFour(double[] to, int i, int j, int rows) {
      double[] a = centred[i];
      double[] b0 = centred[j];
      double[] b1 = centred[j + 1];
      double[] b2 = centred[j + 2];
      double[] b3 = centred[j + 3];
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      for (int row = 0; row < rows; row++) {
        double x = a[row];
        s0 += x * b0[row];
        s1 += x * b1[row];
        s2 += x * b2[row];
        s3 += x * b3[row];
      }
      to[j] += s0;
      to[j + 1] += s1;
      to[j + 2] += s2;
      to[j + 3] += s3;
    }

    double between(int i, int j) {
      return sums[i][j] / Math.sqrt(sums[i][i] * sums[j][j]);
    }
  }
}
