package dev.millrace.serving.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Takes a head of an unknown version for one that cannot be read. Vert.x would answer 501 by itself
 * and begin its answer with whatever the client calls the version.
 */
@Sharable
final class KnownVersions extends ChannelInboundHandlerAdapter {
  private static final KnownVersions INSTANCE = new KnownVersions();
  private static final DecoderResult UNKNOWN =
      DecoderResult.failure(new IllegalArgumentException("unknown version"));

  private KnownVersions() {}

  static void guard(HttpConnection connection) {
    ((ConnectionBase) connection)
        .channel()
        .pipeline()
        .addBefore("handler", "knownVersions", INSTANCE);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && !isKnown(request.protocolVersion())) {
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
      request.setDecoderResult(UNKNOWN);
    }
    context.fireChannelRead(message);
  }

  /** Of these the decoder gives the constants, of {@code http/1.1} an equal one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isKnown(HttpVersion version) {
    return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
  }
}
