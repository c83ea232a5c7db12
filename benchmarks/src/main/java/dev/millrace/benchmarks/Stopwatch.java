package dev.millrace.benchmarks;

import java.util.Arrays;

/**
 * Times short calls beside each other: warms each up until the compilers are done, then takes turns
 * in many short rounds. The lower quartile over the rounds counts, because other work on the
 * machine only ever adds.
 */
final class Stopwatch {
  private static final long WARM_UP_NANOS = 2_000_000_000L;
  private static final long ROUND_NANOS = 2_000_000L;
  private static final int ROUNDS = 500;

  @SuppressWarnings("UnusedVariable") // to be written is all it is for
  private static volatile Object sink = "";

  /** What is timed. */
  @FunctionalInterface
  interface Call {
    void run() throws Exception;
  }

  private Stopwatch() {}

  /** Time of one call of each, in microseconds. */
  static double[] microseconds(Call... calls) throws Exception {
    long[] perRound = new long[calls.length];
    for (int i = 0; i < calls.length; i++) {
      perRound[i] = Math.max(1, warmUp(calls[i]) * ROUND_NANOS / WARM_UP_NANOS);
    }
    double[][] times = new double[calls.length][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < calls.length; i++) {
        times[i][round] = round(calls[i], perRound[i]);
      }
    }
    return Arrays.stream(times).mapToDouble(Stopwatch::lowerQuartile).toArray();
  }

  /** Keeps a result alive, so that its computation cannot be optimised away. */
  static void keep(Object result) {
    sink = result;
  }

  private static double round(Call call, long times) throws Exception {
    long start = System.nanoTime();
    for (long i = 0; i < times; i++) {
      call.run();
    }
    return (System.nanoTime() - start) / 1e3 / times;
  }

  private static double lowerQuartile(double[] times) {
    Arrays.sort(times);
    return times[times.length / 4];
  }

  private static long warmUp(Call call) throws Exception {
    long calls = 0;
    for (long start = System.nanoTime(); System.nanoTime() - start < WARM_UP_NANOS; calls++) {
      call.run();
    }
    return calls;
  }
}
