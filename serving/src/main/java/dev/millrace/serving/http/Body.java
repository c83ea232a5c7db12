package dev.millrace.serving.http;

import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Gathers a body; one that came in one piece is not copied. */
final class Body {
  private static final int FIRST_CAPACITY = 4096;

  private final Exchange exchange;
  private final long limit;
  private @Nullable Buffer only;
  private @Nullable Buffer gathered;
  private int length;

  Body(Exchange exchange, long limit) {
    this.exchange = exchange;
    this.limit = limit;
  }

  void add(Buffer piece) {
    if (exchange.answered()) {
      return; // what still comes after a refusal
    }
    length += piece.length();
    if (length > limit) {
      exchange.connection().closeBy(System.nanoTime() + 2_000_000_000L);
      exchange.refuse(tooLong(limit));
      gathered = null;
      only = null;
    } else if (only == null && gathered == null) {
      only = piece;
    } else {
      gather(piece);
    }
  }

  private void gather(Buffer piece) {
    Buffer all = gathered;
    if (all == null) {
      all = Buffer.buffer(Math.max(FIRST_CAPACITY, 2 * length));
      if (only != null) {
        all.appendBuffer(only);
      }
      only = null;
      gathered = all;
    }
    all.appendBuffer(piece);
  }

  Buffer whole() {
    if (gathered != null) {
      return gathered;
    }
    return only == null ? Buffer.buffer(0) : only;
  }

  static Refusal tooLong(long limit) {
    return Refusal.of(
        413,
        "BODY_TOO_LONG",
        "The body is longer than the %d bytes that this server takes.".formatted(limit),
        "Send fewer rows at a time, or raise limits.body.");
  }
}
