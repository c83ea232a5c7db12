package dev.millrace.serving.deploy;

import dev.millrace.serving.metrics.MetricName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * PromQL over the server's metrics. Refuses labels that a metric does not have.
 *
 * @param scope matchers that every series gets; empty for none
 * @param window over which rates are taken
 */
record Queries(String scope, String window) {
  /** Of any series, whatever the metric; given by Prometheus. */
  private static final List<String> OF_EVERY_SERIES = List.of("job", "instance", "le");

  /** As it was scraped; matchers like {@code code=~"5.."}. */
  String series(MetricName metric, String... matchers) {
    return part(metric, "", matchers);
  }

  /** What happened in a second, summed by labels. */
  String rate(MetricName counter, List<String> by, String... matchers) {
    require(counter, by);
    return sum(by, "rate(%s[%s])".formatted(series(counter, matchers), window));
  }

  /** What happened in the window, summed by labels. */
  String increase(MetricName counter, List<String> by, String... matchers) {
    require(counter, by);
    return sum(by, "increase(%s[%s])".formatted(series(counter, matchers), window));
  }

  /** A quantile of a histogram, by labels. */
  String quantile(double quantile, MetricName histogram, List<String> by) {
    require(histogram, by);
    List<String> groups = Stream.concat(by.stream(), Stream.of("le")).toList();
    String buckets = sum(groups, "rate(%s[%s])".formatted(part(histogram, "_bucket"), window));
    return "histogram_quantile(%s, %s)".formatted(quantile, buckets);
  }

  /** The mean of what a histogram recorded. */
  String mean(MetricName histogram) {
    String form = "sum(rate(%s[%s]))";
    return form.formatted(part(histogram, "_sum"), window)
        + " / "
        + form.formatted(part(histogram, "_count"), window);
  }

  /** The largest of each group. */
  String max(MetricName metric, List<String> by, String... matchers) {
    require(metric, by);
    return "max by (%s) (%s)".formatted(String.join(", ", by), series(metric, matchers));
  }

  /** Of Java or its process, which have no name in {@link MetricName}. */
  String foreign(String name, String... matchers) {
    return name + braces(matchers);
  }

  private String part(MetricName metric, String suffix, String... matchers) {
    require(metric, Stream.of(matchers).map(each -> each.replaceAll("[=!~].*", "")).toList());
    return metric.prometheusName() + suffix + braces(matchers);
  }

  private String braces(String... matchers) {
    String all =
        Stream.concat(Stream.of(scope), Stream.of(matchers))
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(","));
    return all.isEmpty() ? "" : "{" + all + "}";
  }

  private static String sum(List<String> by, String inner) {
    String groups = by.isEmpty() ? "" : " by (%s) ".formatted(String.join(", ", by));
    return "sum" + groups + "(" + inner + ")";
  }

  private static void require(MetricName metric, List<String> labels) {
    for (String label : labels) {
      if (!metric.labels().contains(label) && !OF_EVERY_SERIES.contains(label)) {
        throw new IllegalArgumentException(
            "%s has no label %s, only %s".formatted(metric, label, metric.labels()));
      }
    }
  }
}
