package dev.millrace.etl.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feature as people read of it.
 *
 * @param name its definition in the language of recipes
 * @param description in plain words, for example {@code "mean of minutes per row of usage over the
 *     30 days before the cutoff"}
 * @param lineage the columns and tables it is made of, for example {@code usage.minutes}, {@code
 *     usage.day}
 * @param unit for people; null where there is none
 * @param category whether its values are texts; otherwise numbers
 */
public record FeatureInfo(
    String name,
    String description,
    List<String> lineage,
    @Nullable String unit,
    boolean category) {
  public FeatureInfo {
    lineage = List.copyOf(lineage);
  }
}
