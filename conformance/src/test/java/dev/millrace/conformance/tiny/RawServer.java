package dev.millrace.conformance.tiny;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Answers the same bytes to whoever sends anything, then hangs up. */
public final class RawServer implements AutoCloseable {
  private final ServerSocket socket;

  private RawServer(String answer) throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(answer.getBytes(StandardCharsets.US_ASCII)));
    thread.setDaemon(true);
    thread.start();
  }

  public static RawServer answering(String bytes) throws IOException {
    return new RawServer(bytes);
  }

  private void serve(byte[] answer) {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        OutputStream out = connection.getOutputStream();
        if (connection.getInputStream().read(new byte[4096]) > 0) {
          out.write(answer);
          out.flush();
        }
      } catch (IOException e) {
        // closed by the test, or by the client first: there is nothing to answer
      }
    }
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
