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

  /** Told that a request is refused because it takes too long, handled or not; for meters. */
  default void timedOut(int status) {}

  /** The same, for requests that pass a check. */
  default Action after(Action check) {
    Action checked = this;
    return new Action() {
      @Override
      public void handle(Exchange exchange) throws Refusal {
        check.handle(exchange);
        checked.handle(exchange);
      }

      @Override
      public void timedOut(int status) {
        checked.timedOut(status);
      }
    };
  }
}
