package dev.millrace.serving.http;

/** Told of every exchange that ended; on its event loop, so quick and never blocking. */
@FunctionalInterface
public interface ExchangeListener {
  /**
   * An answer was written.
   *
   * @param status as sent; 499 where the client had gone
   * @param bytes of the body
   */
  void ended(Exchange exchange, int status, int bytes);
}
