package dev.millrace.serving.http;

import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a body; one that came in one piece is not copied. The others count against the memory for
 * bodies, or clients that hold back their last byte could fill it: with the length that they
 * announce, for of many that come at once those that begin are to have room for their end, or else
 * piece by piece.
 */
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
      refuse(tooLong(limit));
    } else if (only == null && gathered == null) {
      only = piece;
    } else {
      gather(piece);
    }
  }

  private void gather(Buffer piece) {
    int announced = gathered == null ? Admission.announced(exchange.request()) : 0;
    int more = Math.max(length, announced) - exchange.bodyBytes();
    if (more > 0 && !exchange.holdBody(more)) {
      refuse(crowded());
      return;
    }
    Buffer all = gathered;
    if (all == null) {
      all = Buffer.buffer(announced > 0 ? announced : Math.max(FIRST_CAPACITY, 2 * length));
      if (only != null) {
        all.appendBuffer(only);
      }
      only = null;
      gathered = all;
    }
    all.appendBuffer(piece);
  }

  private void refuse(Refusal refusal) {
    exchange.connection().closeBy(System.nanoTime() + 2_000_000_000L);
    exchange.refuse(refusal);
    forget();
  }

  void forget() {
    gathered = null;
    only = null;
  }

  Buffer whole() {
    if (gathered != null) {
      return gathered;
    }
    return only == null ? Buffer.buffer(0) : only;
  }

  private static Refusal crowded() {
    return Refusal.shed(
        503,
        "BODIES_TOO_MANY",
        "The server holds as many bytes of bodies as its memory allows.",
        Duration.ofSeconds(1));
  }

  static Refusal tooLong(long limit) {
    return Refusal.of(
        413,
        "BODY_TOO_LONG",
        "The body is longer than the %d bytes that this server takes.".formatted(limit),
        "Send fewer rows at a time, or raise limits.body.");
  }
}
