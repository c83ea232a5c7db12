package dev.millrace.pipeline.recipe;

import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.TuneSpec;
import dev.millrace.tuning.sampler.SamplerSpec;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code tune}. */
final class TuneReader {
  private static final List<String> SAMPLERS = List.of("tpe", "random", "grid", "genetic");
  private static final int VALUES_OF_A_GRID = 3;
  private static final int POPULATION = 10;
  private static final int MOST_MEMBERS = 100;

  private TuneReader() {}

  /**
   * Null where the recipe has no such section.
   *
   * @param own the recipe's own configuration
   */
  static @Nullable TuneSpec read(Fields recipe, Configuration own) {
    return recipe.has("tune") ? section(recipe.child("tune", Keys.TUNE), own) : null;
  }

  private static TuneSpec section(Fields fields, Configuration own) {
    TuneSpec standard = TuneSpec.standard(own);
    return new TuneSpec(
        sampler(fields.choice("sampler", SAMPLERS)),
        fields.integer("trials", standard.trials(), Range.atLeast(1)),
        fields.integer("folds", standard.folds(), Range.closed(2, 100)),
        fields.choice("objective", standard.objective()),
        fields.choice("pruner", standard.pruner()),
        time(fields),
        atLeastOne(fields, "patience"),
        atLeastOne(fields, "parallel"),
        fields.choice("refit", standard.refit()),
        fields.integer("ensemble", standard.ensemble(), Range.closed(1, MOST_MEMBERS)),
        fields.has("space")
            ? new SpaceReader(fields.child("space", Keys.SPACE), own).read()
            : standard.space());
  }

  private static SamplerSpec sampler(String name) {
    return switch (name) {
      case "random" -> new SamplerSpec.Random();
      case "grid" -> new SamplerSpec.Grid(VALUES_OF_A_GRID);
      case "genetic" -> new SamplerSpec.Genetic(POPULATION);
      default -> SamplerSpec.Tpe.defaults();
    };
  }

  private static @Nullable Duration time(Fields fields) {
    Node node = fields.node("time");
    return node == null ? null : fields.values().duration("time", node).orElse(null);
  }

  private static @Nullable Integer atLeastOne(Fields fields, String key) {
    return fields.has(key) ? (Integer) fields.integer(key, 1, Range.atLeast(1)) : null;
  }
}
