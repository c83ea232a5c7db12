package dev.millrace.serving.http;

import dev.millrace.serving.request.Refusal;

/** Decides who may use a route, before the body is read. */
@FunctionalInterface
public interface Guard {
  /** Lets everybody in. */
  Guard OPEN = exchange -> Caller.ANYBODY;

  /**
   * Lets everybody in, also while the server sheds requests: for what costs nothing, as signs of
   * life. Whoever restarts servers that give none would restart one that is only busy.
   */
  Guard ALWAYS = new Guard() { // not a lambda: it is told from OPEN by its identity
        @Override
        public Caller admit(Exchange exchange) {
          return Caller.ANYBODY;
        }
      };

  /**
   * Asked once for each request.
   *
   * @throws Refusal 401, 403 or 429
   */
  Caller admit(Exchange exchange) throws Refusal;
}
