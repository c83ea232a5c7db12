package dev.millrace.serving.http;

import dev.millrace.serving.request.Refusal;

/** Told of every exchange; on its event loop, so quick and never blocking. */
public interface ExchangeListener {
  /**
   * An answer was written.
   *
   * @param status as sent; 499 where the client had gone
   * @param bytes of the body
   */
  void ended(Exchange exchange, int status, int bytes);

  /** A request is refused; its answer is written next. */
  default void refused(Exchange exchange, Refusal refusal) {}
}
