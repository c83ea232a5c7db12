package dev.millrace.serving.fuzz;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A connection that takes answers exactly as RFC 9112 wants them. */
final class Wire implements AutoCloseable {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d) [ -~]+");
  private static final Pattern FIELD = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+): ?([ -~]*)");
  private static final Set<Integer> BODYLESS = Set.of(204, 304);

  private final Socket socket;
  private final InputStream in;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void patience(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  /** Closes so that the other end is told of an error. */
  void resetIfOpen() throws IOException {
    if (!socket.isClosed()) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }

  void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  /**
   * The next final answer; interim ones are skipped.
   *
   * @throws EOFException where the connection was closed instead
   * @throws ProtocolException where it is not HTTP
   */
  Answer read(boolean toHead) throws IOException {
    while (true) {
      Answer answer = readOne(toHead);
      if (answer.status() >= 200) {
        return answer;
      }
    }
  }

  private Answer readOne(boolean toHead) throws IOException {
    String start = line(true);
    Matcher status = STATUS.matcher(start);
    if (!status.matches()) {
      throw new ProtocolException("no status line: " + start);
    }
    int code = Integer.parseInt(status.group(1));
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(false); !line.isEmpty(); line = line(false)) {
      addField(headers, line);
    }
    return new Answer(code, headers, body(code, headers, toHead));
  }

  private static void addField(Map<String, String> headers, String line) throws IOException {
    Matcher field = FIELD.matcher(line);
    if (!field.matches()) {
      throw new ProtocolException("no header: " + line);
    }
    String name = field.group(1).toLowerCase(Locale.ROOT);
    if (headers.put(name, field.group(2)) != null) {
      throw new ProtocolException("twice: " + name);
    }
  }

  private byte[] body(int status, Map<String, String> headers, boolean toHead) throws IOException {
    if (status < 200 || toHead || BODYLESS.contains(status)) {
      return new byte[0];
    }
    String length = headers.get("content-length");
    if (length == null) {
      throw new ProtocolException("no content-length: " + headers);
    }
    byte[] body = in.readNBytes(Integer.parseInt(length));
    if (body.length != Integer.parseInt(length)) {
      throw new EOFException("within a body");
    }
    return body;
  }

  private String line(boolean mayEnd) throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        if (mayEnd && line.isEmpty()) {
          throw new EOFException();
        }
        throw new ProtocolException("it ends within a head: " + line);
      }
      if (next == '\n') {
        if (line.isEmpty() || line.charAt(line.length() - 1) != '\r') {
          throw new ProtocolException("a line without CR: " + line);
        }
        line.setLength(line.length() - 1);
        return line.toString();
      }
      line.append((char) next);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
