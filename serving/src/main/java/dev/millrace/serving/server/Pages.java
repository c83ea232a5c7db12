package dev.millrace.serving.server;

import dev.millrace.serving.http.Exchange;
import dev.millrace.serving.openapi.OpenApi;
import dev.millrace.serving.page.PageFile;
import dev.millrace.serving.page.PageFiles;
import dev.millrace.serving.protocol.JsonReply;
import dev.millrace.serving.request.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page, its parts, and the documents for tools. Thread-safe. */
final class Pages {
  private static final String OPENAPI = "/openapi.json";

  private record Document(Lineup lineup, byte[] bytes) {}

  private final Service service;
  private final Map<String, PageFile> files = PageFiles.load();
  private volatile @Nullable Document openApi;

  Pages(Service service) {
    this.service = service;
  }

  List<String> paths() {
    return Stream.concat(Stream.of(OPENAPI), files.keySet().stream()).toList();
  }

  void show(Exchange exchange) {
    PageFile file = files.get(exchange.routePath());
    if (file != null) {
      exchange.reply(reply(exchange, file));
    } else {
      exchange.loop().blocking(exchange, () -> JsonReply.of(openApi()));
    }
  }

  private static Reply reply(Exchange exchange, PageFile file) {
    Map<String, String> headers = new HashMap<>();
    headers.put("ETag", file.etag());
    headers.put("Cache-Control", PageFiles.CACHE_CONTROL);
    headers.put("Content-Security-Policy", PageFiles.CONTENT_SECURITY_POLICY);
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("X-Frame-Options", "DENY");
    if (file.etag().equals(exchange.request().getHeader("if-none-match"))) {
      return new Reply(304, "", Buffer.buffer(0), headers);
    }
    return new Reply(200, file.contentType(), file.bytes(), headers);
  }

  private byte[] openApi() {
    Lineup lineup = service.lineups().current();
    Document known = openApi;
    if (known == null || known.lineup != lineup) {
      boolean keys = service.config().auth().required();
      known = new Document(lineup, OpenApi.document(lineup.identity(), lineup.card(), keys));
      openApi = known;
    }
    return known.bytes;
  }
}
