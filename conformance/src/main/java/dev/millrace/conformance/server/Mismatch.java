package dev.millrace.conformance.server;

/** What came is not what the contract says. */
public final class Mismatch extends Exception {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String came;

  /** Both as they are to be shown; the second is shortened by whoever shows it. */
  public Mismatch(String expected, String came) {
    super("expected " + expected + "; came " + came, null, false, false);
    this.expected = expected;
    this.came = came;
  }

  public String expected() {
    return expected;
  }

  public String came() {
    return came;
  }
}
