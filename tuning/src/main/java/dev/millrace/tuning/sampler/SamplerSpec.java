package dev.millrace.tuning.sampler;

/** How the next point is chosen. */
public sealed interface SamplerSpec {

  /** The name in the recipe, for example {@code tpe}. */
  String sampler();

  /** Points at random, each as likely as another. */
  record Random() implements SamplerSpec {
    @Override
    public String sampler() {
      return "random";
    }
  }

  /**
   * All points of a grid, in random order.
   *
   * @param perParameter how many values of a number, at least 2
   */
  record Grid(int perParameter) implements SamplerSpec {
    public Grid {
      requireAtLeast(2, perParameter, "values per parameter");
    }

    @Override
    public String sampler() {
      return "grid";
    }
  }

  /**
   * Crossover and mutation of the best points.
   *
   * @param population how many points are kept, at least 4
   */
  record Genetic(int population) implements SamplerSpec {
    public Genetic {
      requireAtLeast(4, population, "points of a population");
    }

    @Override
    public String sampler() {
      return "genetic";
    }
  }

  /**
   * Tree-structured Parzen estimator (Bergstra et al. 2011), multivariate as in Optuna 5.
   *
   * @param startup random trials before the estimator is used, at least 1
   * @param candidates points drawn for each suggestion, of which the best is taken, at least 1
   */
  record Tpe(int startup, int candidates) implements SamplerSpec {
    public Tpe {
      requireAtLeast(1, startup, "random trials");
      requireAtLeast(1, candidates, "candidates");
    }

    /** What Optuna does. */
    public static Tpe defaults() {
      return new Tpe(10, 24);
    }

    @Override
    public String sampler() {
      return "tpe";
    }
  }

  private static void requireAtLeast(int least, int count, String what) {
    if (count < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", not " + count);
    }
  }
}
