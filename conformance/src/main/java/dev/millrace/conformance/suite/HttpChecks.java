package dev.millrace.conformance.suite;

import dev.millrace.conformance.check.Check;
import dev.millrace.conformance.check.Checks;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.server.Answer;
import dev.millrace.conformance.server.Call;
import dev.millrace.conformance.server.Mismatch;
import dev.millrace.conformance.server.NotApplicable;
import dev.millrace.conformance.server.RawConnection;
import dev.millrace.conformance.server.RawConnection.Head;
import dev.millrace.conformance.server.Server;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** HTTP itself. */
final class HttpChecks {
  private HttpChecks() {}

  static List<Check> checks() {
    return new Checks(Protocol.OPERATIONS, "RFC 9110 and RFC 9112")
        .add("An unknown route is answered with 404", s -> s.get("/no/such/route").status(404))
        .add(
            "An unknown route of /v1 is a problem with 404",
            s -> V1.problem(s.get("/v1/none"), 404))
        .add("HEAD has the headers of GET and no body", HttpChecks::head)
        .add("PUT and DELETE are not allowed, and Allow says what is", HttpChecks::notAllowed)
        .add("Two requests can follow each other on one connection", HttpChecks::keepAlive)
        .add("Two requests sent at once are both answered, in order", HttpChecks::pipelined)
        .add("Connection: close is followed", HttpChecks::close)
        .add("Expect: 100-continue is answered", HttpChecks::expect)
        .add("A request that is no HTTP is refused", HttpChecks::garbage)
        .add(
            "An unknown Transfer-Encoding is refused, and the connection closed", HttpChecks::coded)
        .add("A request of HTTP/1.1 without Host is refused with 400", HttpChecks::noHost)
        .add("A compressed body is read or refused with 415", HttpChecks::compressed)
        .add("A body announced as far too large is refused with 413", HttpChecks::tooLarge)
        .add("A path that leads out of the server's routes leads nowhere", HttpChecks::traversal)
        .list();
  }

  private static void head(Server server) throws IOException, Mismatch {
    Answer get = server.get("/live").status(200);
    Answer head = server.send(Call.of("HEAD", "/live")).status(200);
    head.header("Content-Type", get.header("Content-Type"));
    if (head.body().length > 0) {
      throw head.mismatch("no body");
    }
  }

  private static void notAllowed(Server server) throws IOException, Mismatch {
    Http.notAllowed(server, "DELETE", Mlflow.PATH, "POST");
    Http.notAllowed(server, "PUT", "/metrics", "GET");
  }

  private static String get(Server server, String path, String more) {
    return "GET " + path + " HTTP/1.1\n" + hostAndKey(server) + more + "\n";
  }

  private static String hostAndKey(Server server) {
    return "Host: HOST\n" + key(server);
  }

  private static String key(Server server) {
    String key = server.apiKey();
    return key == null ? "" : "Authorization: Bearer " + key + "\n";
  }

  private static void keepAlive(Server server) throws IOException, Mismatch {
    try (RawConnection connection = server.connect()) {
      for (int i = 0; i < 2; i++) {
        connection.send(get(server, "/live", ""));
        answered(connection, 200);
      }
    }
  }

  private static void pipelined(Server server) throws IOException, Mismatch {
    try (RawConnection connection = server.connect()) {
      connection.send(get(server, "/live", "") + get(server, "/no/such/route", ""));
      answered(connection, 200);
      answered(connection, 404);
    }
  }

  private static void answered(RawConnection connection, int... allowed)
      throws IOException, Mismatch {
    Head head = connection.read();
    connection.skipBody(head);
    demand(head.status(), allowed);
  }

  private static void demand(int status, int... allowed) throws Mismatch {
    if (Arrays.stream(allowed).noneMatch(each -> each == status)) {
      throw new Mismatch("status " + allowed[0], String.valueOf(status));
    }
  }

  private static void close(Server server) throws IOException, Mismatch {
    try (RawConnection connection = server.connect()) {
      connection.send(get(server, "/live", "Connection: close\n"));
      answered(connection, 200);
      closed(connection);
    }
  }

  private static void closed(RawConnection connection) throws IOException, Mismatch {
    try {
      if (!connection.isClosed()) {
        throw new Mismatch("a closed connection", "more bytes");
      }
    } catch (SocketTimeoutException e) {
      throw new Mismatch("a closed connection", "one that stays open");
    }
  }

  /** RFC 9112, 6.1 and 6.3: where such a body ends cannot be known. */
  private static void coded(Server server) throws IOException, Mismatch {
    try (RawConnection connection = server.connect()) {
      String headers = "Content-Type: application/json\nTransfer-Encoding: kit\n\n";
      connection.send("POST /invocations HTTP/1.1\n" + hostAndKey(server) + headers);
      answered(connection, 400, 501);
      closed(connection);
    }
  }

  /** RFC 9112, 3.2. */
  private static void noHost(Server server) throws IOException, Mismatch {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /live HTTP/1.1\n" + key(server) + "\n");
      answered(connection, 400);
    }
  }

  /** Either it is told to go on or it is answered at once; it must not wait. */
  private static void expect(Server server) throws IOException, Mismatch {
    try (RawConnection connection = server.connect()) {
      String headers =
          "Host: HOST\nContent-Type: application/json\nContent-Length: 2\nExpect: 100-continue\n";
      connection.send("POST /invocations HTTP/1.1\n" + headers + "\n");
      int status = connection.read().status();
      if (status != 100 && (status < 400 || status > 499)) {
        throw new Mismatch("100 or a refusal", String.valueOf(status));
      }
    }
  }

  private static void garbage(Server server) throws IOException, Mismatch {
    refusedOrClosed(server, "garbage\n\n", 400, 501, 505);
  }

  private static void compressed(Server server) throws IOException, Mismatch, NotApplicable {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      String body = Mlflow.split(server.model().example()).toString();
      gzip.write(body.getBytes(StandardCharsets.UTF_8));
    }
    Call call = Call.post(Mlflow.PATH, Call.JSON, bytes.toByteArray());
    server.send(call.with("Content-Encoding", "gzip")).status(200, 415);
  }

  private static void tooLarge(Server server) throws IOException, Mismatch {
    String length = "Content-Type: application/json\nContent-Length: 99999999999\n\n{";
    refusedOrClosed(server, "POST /invocations HTTP/1.1\n" + hostAndKey(server) + length, 413);
  }

  private static void refusedOrClosed(Server server, String request, int... allowed)
      throws IOException, Mismatch {
    try (RawConnection connection = server.connect()) {
      connection.send(request);
      demand(connection.read().status(), allowed);
    } catch (EOFException e) {
      if (allowed.length == 1) {
        throw new Mismatch("status " + allowed[0], "a closed connection without an answer");
      }
    }
  }

  private static void traversal(Server server) throws IOException, Mismatch {
    for (String path : List.of("/docs/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd")) {
      server.get(path).refused();
    }
  }
}
