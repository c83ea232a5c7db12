package dev.millrace.serving.http;

import dev.millrace.serving.request.Refusal;

/** Decides who may use a route, before the body is read. */
@FunctionalInterface
public interface Guard {
  /** Lets everybody in. */
  Guard OPEN = exchange -> "";

  /**
   * Asked once for each request.
   *
   * @return who asks, for the access log; empty where nobody says
   * @throws Refusal 401, 403 or 429
   */
  String admit(Exchange exchange) throws Refusal;
}
