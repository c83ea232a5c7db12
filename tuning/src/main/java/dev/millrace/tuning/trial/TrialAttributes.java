package dev.millrace.tuning.trial;

/** Names of what is known of a trial beside its value. */
public final class TrialAttributes {
  /** The standard error of the value. */
  public static final String STANDARD_ERROR = "standard_error";

  /** Why it failed. */
  public static final String REASON = "reason";

  /** The number of the trial that had the same point before; this one was not trained. */
  public static final String DUPLICATE_OF = "duplicate_of";

  /** It was cut short by the end of its process; its point is tried again. */
  public static final String INTERRUPTED = "interrupted";

  private TrialAttributes() {}
}
