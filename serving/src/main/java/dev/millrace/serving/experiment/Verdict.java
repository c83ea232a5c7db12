package dev.millrace.serving.experiment;

/** Which model has the lower Brier score over the outcomes that came back. */
public enum Verdict {
  UNDECIDED,
  CHAMPION,
  CHALLENGER
}
