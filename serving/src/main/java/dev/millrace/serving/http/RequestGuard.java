package dev.millrace.serving.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Stands before Vert.x on a connection, for two things that it leaves open.
 *
 * <p>A head of an unknown version is taken for one that cannot be read: Vert.x would answer 501 by
 * itself, and begin its answer with whatever the client calls the version.
 *
 * <p>The body of a request that waits for the one before it is copied to the heap: Vert.x keeps it
 * as it came, in memory of Netty's, and forgets to give that back where the client leaves
 * meanwhile.
 */
final class RequestGuard extends ChannelInboundHandlerAdapter {
  private static final DecoderResult UNKNOWN =
      DecoderResult.failure(new IllegalArgumentException("unknown version"));

  private final Connection connection;
  private boolean waits;

  private RequestGuard(Connection connection) {
    this.connection = connection;
  }

  static void guard(HttpConnection opened, Connection connection) {
    ((ConnectionBase) opened)
        .channel()
        .pipeline()
        .addBefore("handler", "guard", new RequestGuard(connection));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      waits = connection.current() != null;
      check(request);
    }
    context.fireChannelRead(waits && message instanceof HttpContent body ? copy(body) : message);
  }

  private static void check(HttpRequest request) {
    if (!isKnown(request.protocolVersion())) {
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
      request.setDecoderResult(UNKNOWN);
    }
  }

  /** Of these the decoder gives the constants, of {@code http/1.1} an equal one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isKnown(HttpVersion version) {
    return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
  }

  private static HttpContent copy(HttpContent body) {
    if (body == LastHttpContent.EMPTY_LAST_CONTENT) {
      return body;
    }
    try {
      HttpContent copy = body.replace(Unpooled.copiedBuffer(body.content()));
      copy.setDecoderResult(body.decoderResult());
      return copy;
    } finally {
      body.release();
    }
  }
}
