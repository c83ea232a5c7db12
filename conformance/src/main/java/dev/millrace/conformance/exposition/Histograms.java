package dev.millrace.conformance.exposition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether histograms add up. */
public final class Histograms {
  private Histograms() {}

  /** What is wrong with the histograms of a scrape. */
  public static List<String> problems(Exposition exposition) {
    List<String> problems = new ArrayList<>();
    for (Family family : exposition.families()) {
      if (family.type().equals("histogram")) {
        series(family).forEach((labels, buckets) -> check(family, labels, buckets, problems));
      }
    }
    return problems;
  }

  private static Map<Map<String, String>, List<Sample>> series(Family family) {
    Map<Map<String, String>, List<Sample>> series = new LinkedHashMap<>();
    for (Sample bucket : family.named(family.name() + "_bucket")) {
      series.computeIfAbsent(bucket.without("le"), labels -> new ArrayList<>()).add(bucket);
    }
    return series;
  }

  private static void check(
      Family family, Map<String, String> labels, List<Sample> buckets, List<String> problems) {
    String name = family.name() + labels;
    double bound = Double.NEGATIVE_INFINITY;
    double count = 0;
    for (Sample bucket : buckets) {
      double next = bound(bucket);
      if (!(next > bound) || bucket.value() < count) {
        problems.add(name + " has buckets that do not rise at le=" + bucket.labels().get("le"));
      }
      bound = next;
      count = bucket.value();
    }
    if (bound != Double.POSITIVE_INFINITY) {
      problems.add(name + " has no bucket le=+Inf");
    }
    double total = value(family, family.name() + "_count", labels);
    if (total != count) {
      problems.add(name + " counts " + total + " but its last bucket " + count);
    }
    if (Double.isNaN(value(family, family.name() + "_sum", labels))) {
      problems.add(name + " has no sum");
    }
  }

  private static double bound(Sample bucket) {
    String text = bucket.labels().getOrDefault("le", "NaN");
    return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }

  private static double value(Family family, String name, Map<String, String> labels) {
    return family.named(name).stream()
        .filter(sample -> sample.labels().equals(labels))
        .mapToDouble(Sample::value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
