package dev.millrace.serving.server;

import dev.millrace.serving.request.Protocol;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The readers and writers of one protocol on one event loop, for the models that answer now. One is
 * enough while requests are answered at once; those that wait for a worker keep theirs meanwhile.
 * What is not borrowed holds no memory of a large request. Confined to its event loop.
 */
final class ProtocolPool {
  private static final int MOST_KEPT = 16;

  private final Function<Lineup, Protocol> maker;
  private final Deque<Protocol> free = new ArrayDeque<>();
  private @Nullable Lineup madeFor;

  ProtocolPool(Function<Lineup, Protocol> maker) {
    this.maker = maker;
  }

  Protocol borrow(Lineup lineup) {
    if (lineup != madeFor) {
      free.clear();
      madeFor = lineup;
    }
    Protocol kept = free.poll();
    return kept == null ? maker.apply(lineup) : kept;
  }

  void giveBack(Lineup lineup, Protocol protocol) {
    if (lineup == madeFor && free.size() < MOST_KEPT) {
      protocol.rest();
      free.push(protocol);
    }
  }
}
