package dev.millrace.pipeline.demo;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.nio.file.Path;

/**
 * Which company to make up. The same customers, months, seed and truth give the same data, whatever
 * the folder, the threads and the day.
 *
 * @param folder where it goes; made where there is none
 * @param customers who ever signed up, 1 to 10 million
 * @param months of data, 1 to 120; the last one is always December 2025
 * @param truth the dates for which the true probability of leaving is written
 * @param force whether a folder that holds something may be written to; files of the company's
 *     names are replaced, all others stay
 * @param threads that work on it, at least 1
 */
public record DemoRequest(
    Path folder,
    int customers,
    int months,
    long seed,
    TruthDates truth,
    boolean force,
    int threads) {
  static final int MOST_CUSTOMERS = 10_000_000;
  static final int MOST_MONTHS = 120;

  public DemoRequest {
    requireBetween("customers", customers, MOST_CUSTOMERS);
    requireBetween("months", months, MOST_MONTHS);
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
  }

  private static void requireBetween(String what, int number, int most) {
    if (number < 1 || number > most) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "The number of " + what + " must be from 1 to " + most + ", but it is " + number + ".",
          "Give another number with --" + what + ".");
    }
  }
}
