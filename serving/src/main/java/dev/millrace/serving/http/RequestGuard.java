package dev.millrace.serving.http;

import dev.millrace.serving.request.Refusal;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands before Vert.x on a connection, for what that leaves open.
 *
 * <p>A head that could be understood in two ways is taken for one that cannot be read, or a proxy
 * that understands it otherwise could be made to pass on a request that it has not seen. Nothing
 * that follows is served.
 *
 * <p>A body in chunks that cannot be read is ended, for its request to be refused: Vert.x would
 * close the connection without a word.
 *
 * <p>The body of a request that waits for the one before it is copied to the heap: Vert.x keeps it
 * as it came, in memory of Netty's, and forgets to give that back where the client leaves
 * meanwhile.
 */
final class RequestGuard extends ChannelInboundHandlerAdapter {
  /** Vert.x would answer 501, and begin its answer with whatever the client calls the version. */
  private static final DecoderResult VERSION =
      invalidHead("The request is not in HTTP/1.1.", "Send HTTP/1.1 or HTTP/1.0.");

  private static final DecoderResult HOST =
      invalidHead("The head does not name its host once.", "Send one header Host.");

  private static final DecoderResult CODING =
      invalidHead(
          "Transfer-Encoding is not 'chunked'.",
          "Send the body as it is, in chunks or with Content-Length.");

  private static final DecoderResult CHUNKS =
      DecoderResult.failure(
          Refusal.body(
              "The body is not in chunks, as Transfer-Encoding says that it is.",
              "Send before each chunk its length in hexadecimal digits."));

  private final Connection connection;

  /** Of the request that is being read. */
  private @Nullable HttpRequest head;

  private boolean waits;
  private boolean broken;

  private RequestGuard(Connection connection) {
    this.connection = connection;
  }

  private static DecoderResult invalidHead(String message, String hint) {
    return DecoderResult.failure(Refusal.of(400, "HEAD_INVALID", message, hint));
  }

  static void guard(HttpConnection opened, Connection connection) {
    ((ConnectionBase) opened)
        .channel()
        .pipeline()
        .addBefore("handler", "guard", new RequestGuard(connection));
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (broken) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpRequest request) {
      head = request;
      waits = connection.current() != null;
      check(request);
      if (request.decoderResult().isFailure()) {
        broken = true;
        request.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      }
      context.fireChannelRead(request);
    } else {
      context.fireChannelRead(message instanceof HttpContent body ? checked(body) : message);
    }
  }

  private static void check(HttpRequest request) {
    if (!isKnown(request.protocolVersion())) {
      request.setProtocolVersion(HttpVersion.HTTP_1_1);
      request.setDecoderResult(VERSION);
    }
    if (request.decoderResult().isFailure()) {
      return;
    }
    int hosts = hosts(request.headers());
    if (hosts > 1 || (hosts == 0 && request.protocolVersion().minorVersion() > 0)) {
      request.setDecoderResult(HOST);
    } else if (!isPlainOrChunked(request.headers())) {
      request.setDecoderResult(CODING);
    }
  }

  /** Of these the decoder gives the constants, of {@code http/1.1} an equal one. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isKnown(HttpVersion version) {
    return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
  }

  /** How often the host is named; makes no list of it, as that is asked of every request. */
  private static int hosts(HttpHeaders headers) {
    int hosts = 0;
    Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence();
    while (all.hasNext()) {
      hosts += HttpHeaderNames.HOST.contentEqualsIgnoreCase(all.next().getKey()) ? 1 : 0;
    }
    return hosts;
  }

  /** The decoder takes a body for chunked where that is one of several codings, too. */
  private static boolean isPlainOrChunked(HttpHeaders headers) {
    if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
      return true;
    }
    List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
    return codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0));
  }

  private HttpContent checked(HttpContent body) {
    HttpRequest request = head;
    if (body instanceof LastHttpContent) {
      head = null;
    }
    if (body.decoderResult().isSuccess() || request == null) {
      return waits ? copy(body) : body;
    }
    broken = true;
    body.release();
    if (connection.current() == null) { // its request was answered without it
      connection.close();
    } else {
      request.setDecoderResult(CHUNKS);
    }
    return LastHttpContent.EMPTY_LAST_CONTENT;
  }

  private static HttpContent copy(HttpContent body) {
    if (body == LastHttpContent.EMPTY_LAST_CONTENT) {
      return body;
    }
    try {
      return body.replace(Unpooled.copiedBuffer(body.content()));
    } finally {
      body.release();
    }
  }
}
