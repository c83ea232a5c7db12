package dev.millrace.serving.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Passes bytes on to a server, until it is cut: then nothing listens at its port any more. */
final class Relay implements AutoCloseable {
  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final int port;
  private ServerSocket listener;

  Relay(int target) {
    this.target = target;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
  }

  int port() {
    return port;
  }

  /** Listens again, at the same port; nothing happens where it was not cut. */
  void mend() {
    if (listener.isClosed()) {
      listener = listen(port);
    }
  }

  void cut() {
    closeQuietly(listener);
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      closeQuietly(socket);
    }
  }

  @Override
  public void close() {
    cut();
  }

  private ServerSocket listen(int wanted) {
    try {
      ServerSocket socket = new ServerSocket(wanted, 50, InetAddress.getLoopbackAddress());
      inBackground(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) throws IOException {
    while (!socket.isClosed()) {
      Socket client = socket.accept();
      if (socket.isClosed()) { // on a busy machine it takes one more after it was closed
        client.close();
        return;
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(client);
      sockets.add(server);
      inBackground(() -> pass(client, server));
      inBackground(() -> pass(server, client));
    }
  }

  private static void pass(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void inBackground(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException e) {
                return; // one of the ends was closed, which ends the other
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
