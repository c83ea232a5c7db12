package dev.millrace.serving.http;

import dev.millrace.serving.request.Refusal;

/** What a route does: answers the exchange now or later, on its event loop. */
@FunctionalInterface
public interface Action {
  /**
   * Called when the whole body is there.
   *
   * @throws Refusal to be said in the route's form of errors
   */
  void handle(Exchange exchange) throws Refusal;
}
