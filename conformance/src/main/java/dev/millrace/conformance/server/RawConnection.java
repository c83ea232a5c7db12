package dev.millrace.conformance.server;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLSocketFactory;

/** A socket: for what a well-behaved client cannot send. Plain HTTP only. */
public final class RawConnection implements Closeable {
  private final Socket socket;
  private final InputStream in;
  private final String host;

  private RawConnection(Socket socket, String host) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.host = host;
  }

  static RawConnection open(URI base, Duration timeout) throws IOException {
    Socket socket = new Socket();
    int millis = (int) timeout.toMillis();
    boolean secret = "https".equals(base.getScheme());
    int port = base.getPort() >= 0 ? base.getPort() : secret ? 443 : 80;
    socket.connect(new InetSocketAddress(base.getHost(), port), millis);
    socket.setSoTimeout(millis);
    return new RawConnection(
        secret ? tls(socket, base.getHost(), port) : socket, base.getHost() + ":" + port);
  }

  /** Over a connection that is open; closed with it. */
  private static Socket tls(Socket socket, String host, int port) throws IOException {
    return ((SSLSocketFactory) SSLSocketFactory.getDefault())
        .createSocket(socket, host, port, true);
  }

  /** Sends a text; its lines end in {@code \n}, {@code HOST} stands for the host and port. */
  public void send(String text) throws IOException {
    String wire = text.replace("\n", "\r\n").replace("HOST", host);
    socket.getOutputStream().write(wire.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /**
   * Reads one answer with its body.
   *
   * @throws EOFException where the server closed the connection instead
   */
  public Head read() throws IOException {
    String[] words = line().split(" ", 3);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] parts = line.split(":", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts.length < 2 ? "" : parts[1].trim());
    }
    int status = words.length < 2 ? -1 : Integer.parseInt(words[1]);
    return new Head(status, headers);
  }

  /** Reads past the body of an answer that said its length or sent chunks. */
  public void skipBody(Head head) throws IOException {
    if (head.headers().containsKey("content-length")) {
      in.skipNBytes(Long.parseLong(head.header("content-length")));
    } else if (head.header("transfer-encoding").equalsIgnoreCase("chunked")) {
      skipChunks();
    }
  }

  private void skipChunks() throws IOException {
    int length;
    do {
      length = Integer.parseInt(line().split(";", 2)[0].trim(), 16);
      in.skipNBytes(length);
      line();
    } while (length > 0);
  }

  /** Whether the server closes the connection; waits for it. */
  public boolean isClosed() throws IOException {
    return in.read() < 0;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /**
   * Status and headers.
   *
   * @param headers by their names in small letters
   */
  public record Head(int status, Map<String, String> headers) {
    /** A header; empty where it is absent. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }
}
