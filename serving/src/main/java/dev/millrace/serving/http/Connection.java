package dev.millrace.serving.http;

import dev.millrace.serving.config.Limits;
import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/** What one connection is doing, so that it cannot hold on for ever. Confined to its event loop. */
final class Connection {
  /** Long enough to be told that it is one too many. */
  private static final long SURPLUS_NANOS = 1_000_000_000L;

  private final HttpConnection connection;
  private final long number;
  private final boolean surplus;
  private String remoteAddress = "";
  private long waitingSince;
  private long closeAt;
  private boolean used;
  private @Nullable Exchange current;

  /**
   * @param surplus whether it is one more than there may be
   */
  Connection(HttpConnection connection, long number, boolean surplus, long now) {
    this.connection = connection;
    this.number = number;
    this.surplus = surplus;
    this.waitingSince = now;
  }

  long number() {
    return number;
  }

  boolean surplus() {
    return surplus;
  }

  String remoteAddress() {
    if (remoteAddress.isEmpty()) {
      remoteAddress = String.valueOf(connection.remoteAddress().hostAddress());
    }
    return remoteAddress;
  }

  @Nullable Exchange current() {
    return current;
  }

  void began(Exchange exchange) {
    current = exchange;
    used = true;
  }

  /** Vert.x begins the next of several requests in a row before the end of an answer returns. */
  void ended(Exchange exchange, long now) {
    if (current == exchange) {
      current = null;
    }
    waitingSince = now;
  }

  /** No further request is wanted; what the client still sends is read for a while. */
  void closeBy(long deadline) {
    closeAt = deadline;
  }

  boolean closing() {
    return closeAt != 0;
  }

  /** Whether it has been quiet, or half quiet, for too long. */
  boolean overdue(Limits limits, long now) {
    if (closeAt != 0 && now - closeAt >= 0) {
      return true;
    }
    return current == null && now - waitingSince > patience(limits);
  }

  private long patience(Limits limits) {
    long usual = (used ? limits.idle() : limits.requestTime()).toNanos();
    return surplus ? Math.min(SURPLUS_NANOS, usual) : usual;
  }

  void close() {
    connection.close();
  }
}
