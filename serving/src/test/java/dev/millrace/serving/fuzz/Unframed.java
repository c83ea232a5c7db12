package dev.millrace.serving.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes that are no request, or of which it is not clear where it ends. */
final class Unframed {
  private static final String BODY = "{\"row\":{\"tenure\":71}}";
  private static final String START = "POST /v1/models/subscribers/predict HTTP/1.1\r\nHost: x\r\n";
  private static final String CHUNKS = START + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String HIDDEN = "GET /hidden HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final List<String> TEXTS =
      List.of(
          START + "Content-Length: 21\r\nContent-Length: 22\r\n\r\n" + BODY,
          START + "Content-Length: 21\r\nContent-Length: 21\r\n\r\n" + BODY,
          START + "Content-Length: 21, 21\r\n\r\n" + BODY,
          START + "Content-Length: 21, 5\r\n\r\n" + BODY,
          START + "Content-Length: -1\r\n\r\n" + BODY,
          START + "Content-Length: +21\r\n\r\n" + BODY,
          START + "Content-Length: 0x15\r\n\r\n" + BODY,
          START + "Content-Length: 2 1\r\n\r\n" + BODY,
          START + "Content-Length: \r\n\r\n" + BODY,
          START + "Content-Length: 99999999999999999999\r\n\r\n" + BODY,
          START + "Content-Length : 21\r\n\r\n" + BODY,
          START + "Content-Length:\u000b21\r\n\r\n" + BODY,
          START + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
          START + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + HIDDEN,
          START + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
          START + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" + HIDDEN,
          START + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
          START + "Transfer-Encoding: identity\r\n\r\n" + BODY,
          START + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
          START + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
          START + "X: a\r\n b\r\nContent-Length: 21\r\n\r\n" + BODY,
          START + " X: folded first\r\nContent-Length: 21\r\n\r\n" + BODY,
          START + "no colon\r\nContent-Length: 21\r\n\r\n" + BODY,
          START + ": no name\r\nContent-Length: 21\r\n\r\n" + BODY,
          START + "X: nul\u0000\r\nContent-Length: 21\r\n\r\n" + BODY,
          START + "X: cr\rY: z\r\nContent-Length: 21\r\n\r\n" + BODY,
          START.replace("\r\n", "\n") + "Content-Length: 21\n\n" + BODY,
          START.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
          START.replace("1.1", "1.0") + "Content-Length: 21\r\n\r\n" + BODY,
          START.replace("HTTP/1.1", "HTTP/9.9") + "Content-Length: 21\r\n\r\n" + BODY,
          START.replace("HTTP/1.1", "HTTP/2.0") + "\r\n",
          START.replace("HTTP/1.1", "http/1.1") + "\r\n",
          START.replace("HTTP/1.1", "HTTP/1.1 ") + "\r\n",
          START.replace("HTTP/1.1", "") + "\r\n",
          START.replace("POST ", "POST  ") + "\r\n",
          START.replace("POST ", "P\u0000ST ") + "\r\n",
          START.replace("Host: x", "Host: x\r\nHost: y") + "\r\n",
          CHUNKS + "zz\r\n" + BODY + "\r\n0\r\n\r\n",
          CHUNKS + "-5\r\n" + BODY + "\r\n0\r\n\r\n",
          CHUNKS + "FFFFFFFFFFFFFFFF\r\n" + BODY,
          CHUNKS + "7FFFFFFF\r\n" + BODY,
          CHUNKS + "15" + BODY + "\r\n0\r\n\r\n",
          CHUNKS + "15\r\n" + BODY + "0\r\n\r\n",
          CHUNKS + "15\n" + BODY + "\n0\n\n",
          CHUNKS + "15;\n" + BODY + "\r\n0\r\n\r\n",
          CHUNKS + "15;" + "x".repeat(30_000) + "\r\n" + BODY + "\r\n0\r\n\r\n",
          CHUNKS + "0\r\nBroken trailer\r\n\r\n",
          CHUNKS + "0\r\n" + "X: y\r\n".repeat(4000) + "\r\n",
          "GET /\r\n",
          "GET / HTTP/1.1",
          "GET /live HTTP/1.1\r\n\r\n",
          "GET /live HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n",
          "GET /live HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(40_000) + "\r\n\r\n",
          "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\n\r\n",
          "CONNECT other:443 HTTP/1.1\r\nHost: other:443\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET  HTTP/1.1\r\n\r\n",
          "GET ? HTTP/1.1\r\n\r\n",
          "GET # HTTP/1.1\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
          "\r\n\r\n\r\n\r\n",
          "\r\n\r\nGET /live HTTP/1.1\r\nHost: x\r\n\r\n",
          "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
          "\u0005\u0001\u0000",
          "SSH-2.0-OpenSSH_9.2\r\n",
          "{\"row\":{}}\r\n\r\n",
          START + "Expect: 100-continue\r\nContent-Length: 21\r\n\r\n",
          START + "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n",
          START + "Content-Length: 21\r\n\r\n" + BODY.substring(9),
          START + "Content-Length: 21\r\n\r\n");

  private final Random random;
  private final Framed framed;

  Unframed(Random random, Framed framed) {
    this.random = random;
    this.framed = framed;
  }

  byte[] next() {
    return switch (random.nextInt(10)) {
      case 0 -> noise();
      case 1, 2, 3 -> brokenHead(framed.malformed("x").bytes());
      case 4 -> cut(framed.malformed("x").bytes());
      case 5 -> ByteChanges.change(text(), random);
      default -> text();
    };
  }

  private byte[] text() {
    return TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(400)];
    random.nextBytes(noise);
    return noise;
  }

  private byte[] cut(byte[] request) {
    return Arrays.copyOf(request, 1 + random.nextInt(request.length));
  }

  private byte[] brokenHead(byte[] request) {
    int end = new String(request, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 2;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ByteChanges.change(Arrays.copyOf(request, end), random));
    bytes.write(request, end, request.length - end);
    return bytes.toByteArray();
  }
}
