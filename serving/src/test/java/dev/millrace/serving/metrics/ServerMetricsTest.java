package dev.millrace.serving.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.DistributionSummary;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ServerMetricsTest {
  private final ServerMetrics metrics = new ServerMetrics();

  @Test
  void durations_are_counted_in_the_buckets_of_their_seconds() {
    DistributionSummary parsing = metrics.histogram(MetricName.PARSE_DURATION, "v1");
    parsing.record(40e-6);
    parsing.record(3e-3);

    String name = "millrace_inference_parse_duration_seconds";
    assertThat(metrics.scrape("").lines())
        .contains(
            name + "_bucket{protocol=\"v1\",le=\"2.5E-5\"} 0",
            name + "_bucket{protocol=\"v1\",le=\"5.0E-5\"} 1",
            name + "_bucket{protocol=\"v1\",le=\"0.002\"} 1",
            name + "_bucket{protocol=\"v1\",le=\"0.005\"} 2",
            name + "_bucket{protocol=\"v1\",le=\"+Inf\"} 2",
            name + "_count{protocol=\"v1\"} 2");
  }

  @Test
  void a_histogram_of_seconds_says_seconds() {
    DistributionSummary queueing = metrics.histogram(MetricName.QUEUE_DURATION);
    queueing.record(0.5);
    queueing.record(0.25);

    assertThat(queueing.totalAmount()).isCloseTo(0.75, Offset.offset(1e-9));
    assertThat(queueing.mean()).isCloseTo(0.375, Offset.offset(1e-9));
    assertThat(queueing.max()).isCloseTo(0.5, Offset.offset(1e-9));
  }

  @Test
  void rows_are_counted_in_the_buckets_of_their_number() {
    metrics.histogram(MetricName.BATCH_SIZE).record(3);

    assertThat(metrics.scrape("").lines())
        .contains(
            "millrace_inference_batch_size_bucket{le=\"2.0\"} 0",
            "millrace_inference_batch_size_bucket{le=\"4.0\"} 1");
  }
}
