package dev.millrace.serving.http;

import dev.millrace.serving.request.Refusal;

/** Decides who may use a route, before the body is read. */
@FunctionalInterface
public interface Guard {
  /** Lets everybody in. */
  Guard OPEN = exchange -> Caller.ANYBODY;

  /**
   * Asked once for each request.
   *
   * @throws Refusal 401, 403 or 429
   */
  Caller admit(Exchange exchange) throws Refusal;
}
