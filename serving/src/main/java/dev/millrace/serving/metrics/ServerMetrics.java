package dev.millrace.serving.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Info;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The meters of a server under the names of {@link MetricName}. Thread-safe. */
public final class ServerMetrics implements AutoCloseable {
  /** Upper bounds of the buckets of durations, in seconds. */
  private static final double[] SECONDS = {
    25e-6, 50e-6, 100e-6, 250e-6, 500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 25e-3, 50e-3, 0.1, 0.25, 0.5, 1,
    2.5, 5, 10
  };

  /** Upper bounds of the buckets of batch sizes, in rows. */
  private static final double[] ROWS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 16_384};

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<MetricName, Info> infos = new EnumMap<>(MetricName.class);
  private final Map<MetricName, List<List<String>>> shownInfos = new EnumMap<>(MetricName.class);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** With the meters of the JVM and its process, but for two whose names promtool refuses. */
  public ServerMetrics() {
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
  }

  /** A counter, the same for the same label values; in the order of the metric's labels. */
  public Counter counter(MetricName name, String... labels) {
    return Counter.builder(meterName(name))
        .description(name.description())
        .tags(tags(name, labels))
        .register(registry);
  }

  /** A histogram, the same for the same label values; seconds or rows, as the name says. */
  public DistributionSummary histogram(MetricName name, String... labels) {
    return name.prometheusName().endsWith("_seconds")
        ? new Seconds(seconds(name, labels))
        : rows(name, labels);
  }

  private Timer seconds(MetricName name, String... labels) {
    return Timer.builder(meterName(name))
        .description(name.description())
        .tags(tags(name, labels))
        .serviceLevelObjectives(Seconds.durations(SECONDS))
        .register(registry);
  }

  private DistributionSummary rows(MetricName name, String... labels) {
    return DistributionSummary.builder(meterName(name))
        .description(name.description())
        .tags(tags(name, labels))
        .serviceLevelObjectives(ROWS)
        .register(registry);
  }

  /** A gauge that is read when it is asked for; NaN says nothing. */
  public void gauge(MetricName name, Supplier<Number> value, String... labels) {
    Gauge.builder(meterName(name), value)
        .description(name.description())
        .tags(tags(name, labels))
        .register(registry);
  }

  /** Gauges whose label values come and go. */
  public Gauges gauges(MetricName name) {
    return new Gauges(
        name,
        MultiGauge.builder(meterName(name)).description(name.description()).register(registry));
  }

  /** Says what is loaded: one line of value 1 for each list of label values, and no other. */
  public synchronized void info(MetricName name, List<List<String>> labels) {
    Info info =
        infos.computeIfAbsent(
            name,
            any ->
                Info.builder()
                    .name(name.prometheusName())
                    .help(name.description())
                    .labelNames(name.labels().toArray(String[]::new))
                    .register(registry.getPrometheusRegistry()));
    labels.forEach(values -> info.addLabelValues(values.toArray(String[]::new)));
    for (List<String> shown : shownInfos.getOrDefault(name, List.of())) {
      if (!labels.contains(shown)) {
        info.remove(shown.toArray(String[]::new));
      }
    }
    shownInfos.put(name, List.copyOf(labels));
  }

  /**
   * All of them.
   *
   * @param accept what the scraper asked for in {@code Accept}; text format where it is empty
   */
  public String scrape(String accept) {
    return registry.scrape(accept);
  }

  /** The registry, for meters of libraries. */
  public MeterRegistry registry() {
    return registry;
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }

  /** Micrometer adds {@code _total} to counters itself. */
  private static String meterName(MetricName name) {
    String full = name.prometheusName();
    return name.type() == MetricName.Type.COUNTER
        ? full.substring(0, full.length() - "_total".length())
        : full;
  }

  private static Tags tags(MetricName name, String... values) {
    if (values.length != name.labels().size()) {
      throw new IllegalArgumentException(
          name.prometheusName() + " has the labels " + name.labels() + ", not " + values.length);
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(name.labels().get(i), values[i]);
    }
    return tags;
  }

  /** Gauges of one name, replaced all at once. */
  public static final class Gauges {
    private final MetricName name;
    private final MultiGauge gauge;
    private final List<MultiGauge.Row<?>> rows = new ArrayList<>();

    private Gauges(MetricName name, MultiGauge gauge) {
      this.name = name;
      this.gauge = gauge;
    }

    /** One more value of the next {@link #publish()}. */
    public synchronized Gauges add(double value, String... labels) {
      rows.add(MultiGauge.Row.of(tags(name, labels), value));
      return this;
    }

    /** Shows what was added since the last time, and nothing else. */
    public synchronized void publish() {
      gauge.register(List.copyOf(rows), true);
      rows.clear();
    }
  }
}
