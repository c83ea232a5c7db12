package dev.millrace.serving.server;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Asks a server as its clients will, so that the classes of an answer are known. */
public final class WarmStart {
  private WarmStart() {}

  /**
   * Sends its example by {@code /v1} and to {@code /invocations}, and looks at other routes; blocks
   * until all is answered. Uses a plain socket: an HTTP client would bring classes of its own.
   */
  public static void ask(MillraceServer server) {
    String row = Json.line(server.example());
    Map<String, String> bodies =
        Map.of(
            "/v1/models/" + server.modelName() + "/predict",
            "{\"row\":" + row + ",\"reasons\":3}",
            "/invocations",
            "{\"dataframe_records\":[" + row + "]}");
    bodies.forEach((path, body) -> send(server.port(), "POST", path, body));
    List.of("/ready", "/v1/status", "/metrics", "/v2", "/")
        .forEach(path -> send(server.port(), "GET", path, ""));
  }

  private static void send(int port, String method, String path, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(method, path, bytes.length);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!answer.startsWith("HTTP/1.1 200")) {
        throw new MillraceException(
            ErrorCode.INTERNAL_FAULT,
            path + " answered the package's own example with " + answer.lines().findFirst(),
            "Report this with the package.");
      }
    } catch (IOException e) {
      throw new MillraceException(
          ErrorCode.INTERNAL_FAULT, "The server did not answer itself at " + path + ".", "", e);
    }
  }
}
