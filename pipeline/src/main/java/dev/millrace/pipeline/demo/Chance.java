package dev.millrace.pipeline.demo;

import dev.millrace.contract.support.Seeds;
import java.util.List;
import java.util.SplittableRandom;

/** One stream of random numbers. Not thread-safe; the same on every machine. */
final class Chance {
  private final SplittableRandom random;

  Chance(Seeds seeds) {
    this.random = seeds.random();
  }

  /** Whether something of this probability happens. */
  boolean of(double probability) {
    return random.nextDouble() < probability;
  }

  /** From 0, below 1. */
  double uniform() {
    return random.nextDouble();
  }

  /** From {@code low}, below {@code high}. */
  double between(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A whole number, both ends included. */
  int whole(int low, int high) {
    return low + (int) (random.nextDouble() * (high - low + 1));
  }

  /** Mean 0, deviation 1; the polar method of Marsaglia. */
  double normal() {
    while (true) {
      double x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }

  /** Exponentially distributed days, at least 1. */
  int days(double mean) {
    return 1 + (int) (-StrictMath.log(1 - random.nextDouble()) * mean);
  }

  /** How often something happens that happens {@code mean} times on average; the mean is small. */
  int poisson(double mean) {
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; count++) {
      product *= random.nextDouble();
    }
    return count;
  }

  /** One of equally likely values. */
  <T> T one(List<T> values) {
    return values.get((int) (random.nextDouble() * values.size()));
  }

  /** One of several values, by their shares, which add up to 1. */
  <T> T one(List<T> values, double... shares) {
    double rest = random.nextDouble();
    for (int i = 0; i < shares.length - 1; i++) {
      rest -= shares[i];
      if (rest < 0) {
        return values.get(i);
      }
    }
    return values.get(shares.length - 1);
  }
}
