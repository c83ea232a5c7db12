package dev.millrace.conformance.check;

import java.util.ArrayList;
import java.util.List;

/** Collects the checks of one part of a contract. */
public final class Checks {
  private final List<Check> checks = new ArrayList<>();
  private final Protocol protocol;
  private final String section;

  public Checks(Protocol protocol, String section) {
    this.protocol = protocol;
    this.section = section;
  }

  /** Adds one. */
  public Checks add(String name, Check.Body body) {
    checks.add(new Check(protocol, section, name, body));
    return this;
  }

  public List<Check> list() {
    return List.copyOf(checks);
  }
}
