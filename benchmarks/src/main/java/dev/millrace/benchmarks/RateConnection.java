package dev.millrace.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection with one request on its way at most. */
final class RateConnection {
  private static final String LENGTH = "content-length:";

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 20);
  private ByteBuffer out = ByteBuffer.allocateDirect(0);
  private int whole;
  private long due;

  private RateConnection(SocketChannel channel) {
    this.channel = channel;
  }

  static RateConnection open(InetSocketAddress server, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(server);
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    RateConnection connection = new RateConnection(channel);
    channel.register(selector, SelectionKey.OP_READ, connection);
    return connection;
  }

  /** When its request should have been sent. */
  long due() {
    return due;
  }

  void send(byte[] request, long due) throws IOException {
    this.due = due;
    whole = 0;
    in.clear();
    if (out.capacity() < request.length) {
      out = ByteBuffer.allocateDirect(2 * request.length);
    }
    out.clear().put(request).flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /** Whether the answer is here in full. */
  boolean receive() {
    try {
      if (channel.read(in) < 0) {
        throw new EOFException("the server closed a connection");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (whole == 0) {
      whole = length();
    }
    return whole > 0 && in.position() >= whole;
  }

  /** Bytes of head and body; 0 while the head is not here in full. */
  private int length() {
    for (int i = 3; i < in.position(); i++) {
      if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
        return i + 1 + bodyLength(i);
      }
    }
    return 0;
  }

  private int bodyLength(int headLength) {
    byte[] bytes = new byte[headLength];
    in.get(0, bytes);
    String head = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (!head.startsWith("http/1.1 200")) {
      throw new IllegalStateException("the server answered " + head);
    }
    int from = head.indexOf(LENGTH) + LENGTH.length();
    return Integer.parseInt(head.substring(from, head.indexOf('\r', from)).strip());
  }
}
