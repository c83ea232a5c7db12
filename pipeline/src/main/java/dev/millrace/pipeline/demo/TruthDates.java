package dev.millrace.pipeline.demo;

/** The dates for which the true probability of leaving is written. */
public enum TruthDates {
  /** The first of every month. */
  MONTHLY,
  /** Every day. */
  DAILY
}
