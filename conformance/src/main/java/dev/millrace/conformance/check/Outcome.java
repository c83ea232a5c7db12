package dev.millrace.conformance.check;

/** How a check ended. */
public sealed interface Outcome {
  /** As the contract says. */
  record Passed() implements Outcome {}

  /** Not as the contract says. */
  record Failed(String expected, String came) implements Outcome {}

  /** Could not be asked. */
  record Skipped(String reason) implements Outcome {}
}
