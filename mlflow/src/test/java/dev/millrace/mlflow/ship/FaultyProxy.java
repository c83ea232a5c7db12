package dev.millrace.mlflow.ship;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Stands between Millrace and a server and does to each request what a test asks for. One request a
 * connection.
 */
final class FaultyProxy implements AutoCloseable {
  private final String serverHost;
  private final int serverPort;
  private final ServerSocket socket;
  private final Duration late;
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final List<String> requests = new ArrayList<>();
  private final List<Thread> lateComers = new ArrayList<>();

  private volatile Function<String, Fault> plan = request -> Fault.NONE;
  private volatile String host = "";

  /**
   * @param late how much too late a {@link Fault#LATE} request reaches the server
   */
  FaultyProxy(String server, Duration late) throws IOException {
    URI uri = URI.create(server);
    this.serverHost = uri.getHost();
    this.serverPort = uri.getPort();
    this.late = late;
    this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::accept, "faulty-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  String uri() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  /** What to do, by the first line of the request, for example {@code POST /api/… HTTP/1.1}. */
  void plan(Function<String, Fault> newPlan) {
    plan = newPlan;
  }

  /** Tells the server that it was asked for under this name. */
  void askFor(String newHost) {
    host = newHost;
  }

  synchronized Map<Fault, Integer> counts() {
    return new EnumMap<>(counts);
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** Waits until requests that are late have arrived. */
  void awaitLate() throws InterruptedException {
    List<Thread> threads;
    synchronized (this) {
      threads = List.copyOf(lateComers);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread thread = new Thread(() -> serve(client), "faulty-proxy-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      Message request = Message.read(client.getInputStream(), host);
      if (request == null) {
        return;
      }
      Fault fault = plan.apply(request.firstLine());
      synchronized (this) {
        counts.merge(fault, 1, Integer::sum);
        requests.add(request.firstLine());
      }
      serve(client, request, fault);
    } catch (IOException e) {
      // that is what we are here for
    }
  }

  private void serve(Socket client, Message request, Fault fault) throws IOException {
    switch (fault) {
      case NONE -> answer(client, forward(request.bytes()));
      case DROP_BEFORE -> client.setSoLinger(true, 0);
      case DROP_AFTER -> {
        forward(request.bytes());
        client.setSoLinger(true, 0);
      }
      case CUT_ANSWER -> {
        byte[] answer = forward(request.bytes());
        answer(client, Arrays.copyOf(answer, answer.length - answer.length / 10 - 1));
      }
      case CUT_REQUEST -> half(request.bytes());
      case ERROR -> answer(client, text("500 Internal Server Error", ""));
      case ERROR_AFTER -> {
        forward(request.bytes());
        answer(client, text("500 Internal Server Error", ""));
      }
      case BUSY -> answer(client, text("429 Too Many Requests", "Retry-After: 1\r\n"));
      case LATE -> forwardLate(request.bytes());
    }
  }

  private void forwardLate(byte[] request) {
    synchronized (this) {
      lateComers.add(Thread.currentThread());
    }
    try {
      Thread.sleep(late.toMillis());
      forward(request);
    } catch (InterruptedException | IOException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] forward(byte[] request) throws IOException {
    try (Socket server = new Socket(serverHost, serverPort)) {
      server.getOutputStream().write(request);
      server.getOutputStream().flush();
      return server.getInputStream().readAllBytes();
    }
  }

  private void half(byte[] request) throws IOException {
    try (Socket server = new Socket(serverHost, serverPort)) {
      server.getOutputStream().write(request, 0, request.length - request.length / 3 - 1);
      server.getOutputStream().flush();
    }
  }

  private static byte[] text(String status, String header) {
    return ("HTTP/1.1 "
            + status
            + "\r\n"
            + header
            + "Content-Length: 0\r\nConnection: close\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void answer(Socket client, byte[] bytes) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** A request with its body, made to be the last of its connection. */
  private record Message(String firstLine, byte[] bytes) {
    static Message read(InputStream in, String host) throws IOException {
      String head = head(in);
      if (head.isEmpty()) {
        return null;
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      int length = 0;
      for (String line : head.lines().filter(text -> !text.isEmpty()).toList()) {
        String name = line.toLowerCase(Locale.ROOT);
        if (name.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring("content-length:".length()).strip());
        }
        boolean isConnection = name.startsWith("connection:") || name.startsWith("upgrade");
        String sent = !host.isEmpty() && name.startsWith("host:") ? "Host: " + host : line;
        if (!isConnection) {
          bytes.write((sent + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
      }
      bytes.write("Connection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      bytes.write(in.readNBytes(length));
      return new Message(head.lines().findFirst().orElse(""), bytes.toByteArray());
    }

    private static String head(InputStream in) throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      int state = 0;
      while (state < 4) {
        int b = in.read();
        if (b < 0) {
          return "";
        }
        head.write(b);
        state = b == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : (b == '\r' ? 1 : 0);
      }
      return head.toString(StandardCharsets.ISO_8859_1);
    }
  }
}
