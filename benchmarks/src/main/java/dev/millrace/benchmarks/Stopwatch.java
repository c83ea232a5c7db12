package dev.millrace.benchmarks;

import java.util.Arrays;

/**
 * Times short calls: warms up until the compilers are done, then takes the median over many rounds
 * of many calls, so that a pause of the machine does not count.
 */
final class Stopwatch {
  private static final long WARM_UP_NANOS = 1_500_000_000L;
  private static final long ROUND_NANOS = 50_000_000L;
  private static final int ROUNDS = 31;

  private static volatile Object sink = "";

  /** What is timed. */
  @FunctionalInterface
  interface Call {
    void run() throws Exception;
  }

  private Stopwatch() {}

  /** Median time of one call, in microseconds. */
  static double microseconds(Call call) throws Exception {
    long perRound = Math.max(1, warmUp(call) * ROUND_NANOS / WARM_UP_NANOS);
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (long i = 0; i < perRound; i++) {
        call.run();
      }
      rounds[round] = (System.nanoTime() - start) / 1e3 / perRound;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  /** Keeps a result alive, so that its computation cannot be optimised away. */
  static void keep(Object result) {
    sink = result;
  }

  private static long warmUp(Call call) throws Exception {
    long calls = 0;
    for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; calls++) {
      call.run();
    }
    return calls;
  }
}
