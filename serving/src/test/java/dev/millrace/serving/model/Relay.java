package dev.millrace.serving.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Passes bytes on to a server, until it is cut: then it hangs up on whoever calls. It goes on to
 * listen, or somebody else might have its port when it is mended.
 */
final class Relay implements AutoCloseable {
  private final int target;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final ServerSocket listener;
  private volatile boolean cut;
  private volatile boolean silent;

  Relay(int target) {
    this.target = target;
    try {
      this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inBackground(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Passes bytes on again; nothing happens where it was neither cut nor silent. */
  void mend() {
    if (silent) {
      hangUp();
    }
    silent = false;
    cut = false;
  }

  /** From now on it takes calls and says nothing. */
  void fallSilent() {
    silent = true;
  }

  void cut() {
    cut = true;
    hangUp();
  }

  private void hangUp() {
    for (Socket socket = sockets.poll(); socket != null; socket = sockets.poll()) {
      closeQuietly(socket);
    }
  }

  @Override
  public void close() {
    closeQuietly(listener);
    cut();
  }

  private void accept() throws IOException {
    while (!listener.isClosed()) {
      Socket client = listener.accept();
      if (silent) {
        sockets.add(client);
        continue;
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(client);
      sockets.add(server);
      if (cut) {
        hangUp();
      } else {
        inBackground(() -> pass(client, server));
        inBackground(() -> pass(server, client));
      }
    }
  }

  private void pass(Socket from, Socket to) throws IOException {
    byte[] bytes = new byte[8192];
    try (from;
        to) {
      for (int got = 0; got >= 0; got = from.getInputStream().read(bytes)) {
        if (!silent) {
          to.getOutputStream().write(bytes, 0, got);
        }
      }
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
