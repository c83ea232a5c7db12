package dev.millrace.serving.experiment;

/** What a challenger is used for. */
public enum Mode {
  /** It answers a share of the rows. */
  SPLIT,
  /** It scores a share of the rows, and the champion answers all of them. */
  SHADOW
}
