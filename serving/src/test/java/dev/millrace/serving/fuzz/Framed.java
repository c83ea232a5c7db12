package dev.millrace.serving.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Malformed requests of which it is clear where they end: each is to be answered, in order. */
final class Framed {
  private static final List<String> METHODS =
      List.of(
          "GET",
          "POST",
          "HEAD",
          "OPTIONS",
          "PUT",
          "DELETE",
          "PATCH",
          "TRACE",
          "get",
          "FOO",
          "PROPFIND",
          "M-SEARCH");
  private static final List<String> PATHS =
      List.of(
          "/v1/models/%s/predict",
          "/v1/models/subscriber%73/predict",
          "/v1/models//predict",
          "/v1/models/%2e%2e/predict",
          "/v1/models/../../etc/passwd",
          "/v1/models/a%00b",
          "/v1/models/subscribers/",
          "/v1/models/%zz",
          "/v1/models/%C3%28",
          "//v1/status",
          "/?",
          "/?a=%",
          "/live?x=y&x",
          "/live#frag",
          "/live;a=b",
          "http://other/live",
          "http://other",
          "*",
          "/v2/models/subscribers/versions//infer",
          "/v2/models/x/versions/y/infer",
          "/v2/models/a/b/c/d/e/f",
          "/%",
          "/%2",
          "/\u00e9",
          "/..",
          "/.%2e/",
          "/invocations/",
          "/INVOCATIONS",
          "/v1/outcomes?x=1",
          "/assets/../openapi.json",
          "/\\",
          "/{model}",
          "/v1/models/{model}/predict",
          "/metrics?name[]=x",
          "/v1",
          "/v2/",
          "ftp://x/y",
          "x");
  private static final List<String> TYPES =
      List.of(
          "",
          "text/plain",
          "application/json; charset=utf-8",
          "application/json; charset=latin1",
          "application/json;;;",
          "text/csv; charset=",
          "text/csv;header=absent",
          "a/b/c",
          ";",
          "\"",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "*/*",
          "application/octet-stream",
          "application/vnd.api+json",
          "TEXT/CSV");
  private static final List<Map.Entry<String, String>> HEADERS =
      List.of(
          Map.entry("Inference-Header-Content-Length", "-1"),
          Map.entry("Inference-Header-Content-Length", "0"),
          Map.entry("Inference-Header-Content-Length", "99999999999999"),
          Map.entry("Inference-Header-Content-Length", "12a"),
          Map.entry("Inference-Header-Content-Length", "40"),
          Map.entry("Content-Encoding", "gzip"),
          Map.entry("Content-Encoding", "identity, identity"),
          Map.entry("Accept", "application/openmetrics-text;q=x"),
          Map.entry("Accept", "\u00ff"),
          Map.entry("Accept-Encoding", "gzip, br;q=-1"),
          Map.entry("Expect", "100-continue"),
          Map.entry("Expect", "nonsense"),
          Map.entry("Upgrade", "h2c"),
          Map.entry("Upgrade", "websocket"),
          Map.entry("Connection", "upgrade, HTTP2-Settings"),
          Map.entry("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA"),
          Map.entry("Sec-WebSocket-Version", "13"),
          Map.entry("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
          Map.entry("Connection", "keep-alive, keep-alive"),
          Map.entry("Authorization", "Bearer a.b.c"),
          Map.entry("Authorization", "Basic %%%"),
          Map.entry("X-API-Key", "\u00e9\u00e8"),
          Map.entry("Origin", "null"),
          Map.entry("Origin", "https://evil.example"),
          Map.entry("Access-Control-Request-Method", "POST"),
          Map.entry("If-None-Match", "*"),
          Map.entry("Range", "bytes=0-5"),
          Map.entry("Cookie", "a=b; ;;; ="),
          Map.entry("Millrace-Trace", "1"),
          Map.entry("X-Forwarded-For", "127.0.0.1, ::::"),
          Map.entry("TE", "trailers"),
          Map.entry("Host", "a b"),
          Map.entry("Empty", ""));

  private final Random random;
  private final List<Real.Request> real = Real.all();
  private final List<Real.Request> good = Real.good();

  Framed(Random random) {
    this.random = random;
  }

  /** One that must be answered as ever. */
  Sent good(String id) {
    int which = random.nextInt(good.size());
    Real.Request request = good.get(which);
    return sent(request, request.method(), request.path(), headers(request, id), id, false, which);
  }

  Sent asIs(Real.Request request) {
    return sent(request, request.method(), request.path(), headers(request, "0"), "0", false, -1);
  }

  Sent malformed(String id) {
    return malformed(0, id);
  }

  /** One with a body that is read on another thread. */
  Sent malformedAndLong(String id) {
    return malformed(300_000, id);
  }

  private static byte[] padded(byte[] body, int spaces) {
    byte[] padded = new byte[spaces + body.length];
    Arrays.fill(padded, 0, spaces, (byte) ' ');
    System.arraycopy(body, 0, padded, spaces, body.length);
    return padded;
  }

  private Sent malformed(int spaces, String id) {
    Real.Request request = real.get(random.nextInt(real.size()));
    boolean keepsPath = random.nextInt(5) > 0;
    boolean keepsMethod = random.nextInt(8) > 0;
    String path = keepsPath ? request.path() : oddPath(request.path());
    String method = keepsMethod ? request.method() : METHODS.get(random.nextInt(METHODS.size()));
    Real.Request changed = request.withBody(padded(body(request.body()), spaces));
    Map<String, String> headers = headers(changed, id);
    if (random.nextInt(3) == 0) {
      addOdd(headers);
    }
    Form form = keepsPath && keepsMethod ? request.form() : Form.ANY;
    boolean chunked = changed.body().length > 0 && random.nextInt(10) == 0;
    Real.Request whole = new Real.Request(method, path, "", changed.body(), Map.of(), form);
    return sent(whole, method, path, headers, id, chunked, -1);
  }

  private byte[] body(byte[] body) {
    if (body.length == 0) {
      return random.nextInt(6) == 0 ? "{\"row\":{}}".getBytes(StandardCharsets.US_ASCII) : body;
    }
    return switch (random.nextInt(12)) {
      case 0 -> new byte[0];
      case 1 -> noise();
      case 2, 3, 4 -> ByteChanges.change(body, random);
      default -> {
        byte[] changed = JsonChanges.change(body, random);
        yield changed == body || random.nextInt(6) == 0
            ? ByteChanges.change(changed, random)
            : changed;
      }
    };
  }

  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(random.nextInt(100) == 0 ? 100_000 : 300)];
    random.nextBytes(noise);
    return noise;
  }

  private String oddPath(String path) {
    return switch (random.nextInt(5)) {
      case 0 -> path + "?" + "a".repeat(random.nextInt(3000));
      case 1 -> path.replaceFirst("s", "%73").replace('e', random.nextBoolean() ? 'e' : 'E');
      case 2 -> path + "/" + random.nextInt(100);
      default -> PATHS.get(random.nextInt(PATHS.size()));
    };
  }

  private static Map<String, String> headers(Real.Request request, String id) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", "localhost");
    headers.put("X-Request-Id", id);
    if (!request.type().isEmpty()) {
      headers.put("Content-Type", request.type());
    }
    headers.putAll(request.headers());
    return headers;
  }

  private void addOdd(Map<String, String> headers) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      Map.Entry<String, String> odd = HEADERS.get(random.nextInt(HEADERS.size()));
      headers.put(odd.getKey(), odd.getValue());
    }
    if (random.nextInt(3) == 0) {
      headers.put("Content-Type", TYPES.get(random.nextInt(TYPES.size())));
    }
    if (random.nextInt(30) == 0) {
      for (int i = random.nextInt(300); i > 0; i--) {
        headers.put("X-" + i, "v".repeat(random.nextInt(30)));
      }
    }
  }

  private Sent sent(
      Real.Request request,
      String method,
      String path,
      Map<String, String> headers,
      String id,
      boolean chunked,
      int good) {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append(
        chunked
            ? "Transfer-Encoding: chunked\r\n\r\n"
            : "Content-Length: " + request.body().length + "\r\n\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(chunked ? inChunks(request.body()) : request.body());
    return new Sent(bytes.toByteArray(), id, method.equals("HEAD"), request.form(), good);
  }

  private byte[] inChunks(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < body.length) {
      int size = Math.min(body.length - at, 1 + random.nextInt(400));
      String line = Integer.toHexString(size) + (random.nextInt(5) == 0 ? ";a=b" : "") + "\r\n";
      bytes.writeBytes(line.getBytes(StandardCharsets.US_ASCII));
      bytes.write(body, at, size);
      bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      at += size;
    }
    String end = random.nextInt(5) == 0 ? "0\r\nX-Trailer: 1\r\n\r\n" : "0\r\n\r\n";
    bytes.writeBytes(end.getBytes(StandardCharsets.US_ASCII));
    return bytes.toByteArray();
  }
}
