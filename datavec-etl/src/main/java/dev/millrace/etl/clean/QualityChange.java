package dev.millrace.etl.clean;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the quality of a source changed since the previous run.
 *
 * @param status whether the source is in both runs
 * @param measures what can be compared, in the order of {@link SourceQuality}; empty where the
 *     source is in one run only
 */
public record QualityChange(String source, Status status, List<Measure> measures) {
  public QualityChange {
    measures = List.copyOf(measures);
  }

  /** In which of the two runs a source is. */
  public enum Status {
    /** In this one only. */
    NEW,
    /** In the previous one only. */
    GONE,
    BOTH
  }

  /**
   * A measure in both runs.
   *
   * @param name as the component of {@link SourceQuality}, for example {@code completeness}
   * @param before NaN where the source had no clock
   */
  public record Measure(String name, double before, double now) {
    /** Now less before; above 0 where there is more now. */
    public double difference() {
      return now - before;
    }

    /** Whether the two differ; two unknown values do not. */
    public boolean changed() {
      return Double.compare(before, now) != 0;
    }
  }

  /** Of all sources of two runs: those of this run in their order, then those that are gone. */
  public static List<QualityChange> between(List<SourceQuality> before, List<SourceQuality> now) {
    Map<String, SourceQuality> previous = new LinkedHashMap<>();
    before.forEach(quality -> previous.put(quality.source(), quality));
    List<QualityChange> changes = new ArrayList<>();
    for (SourceQuality quality : now) {
      SourceQuality old = previous.remove(quality.source());
      changes.add(
          old == null
              ? new QualityChange(quality.source(), Status.NEW, List.of())
              : new QualityChange(quality.source(), Status.BOTH, measures(old, quality)));
    }
    previous.keySet().forEach(name -> changes.add(new QualityChange(name, Status.GONE, List.of())));
    return List.copyOf(changes);
  }

  private static List<Measure> measures(SourceQuality before, SourceQuality now) {
    return List.of(
        new Measure("rows", before.rows(), now.rows()),
        new Measure("completeness", before.completeness(), now.completeness()),
        new Measure("uniqueness", before.uniqueness(), now.uniqueness()),
        new Measure("validity", before.validity(), now.validity()),
        new Measure("integrity", before.integrity(), now.integrity()),
        new Measure("medianDelayDays", before.medianDelayDays(), now.medianDelayDays()),
        new Measure("slowestDelayDays", before.slowestDelayDays(), now.slowestDelayDays()));
  }
}
