package dev.millrace.conformance.server;

/** A check cannot be asked of this server; the message says why. */
public final class NotApplicable extends Exception {
  private static final long serialVersionUID = 1L;

  public NotApplicable(String reason) {
    super(reason, null, false, false);
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
