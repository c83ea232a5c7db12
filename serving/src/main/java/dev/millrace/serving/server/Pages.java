package dev.millrace.serving.server;

import dev.millrace.serving.http.Exchange;
import dev.millrace.serving.openapi.OpenApi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Documents for people and tools. Thread-safe. */
final class Pages {
  private static final String OPENAPI = "/openapi.json";

  private record Document(Lineup lineup, byte[] bytes) {}

  private final Service service;
  private volatile @Nullable Document openApi;

  Pages(Service service) {
    this.service = service;
  }

  List<String> paths() {
    return List.of(OPENAPI);
  }

  void show(Exchange exchange) {
    exchange.reply(Replies.json(openApi()));
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
