package dev.millrace.serving.http;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Headers of every answer: nothing is cached or guessed, the request's id comes back, and pages of
 * other origins may read it only where the configuration names them.
 */
public final class AnswerHeaders {
  private static final CharSequence NOSNIFF_NAME = AsciiString.cached("x-content-type-options");
  private static final CharSequence NOSNIFF = AsciiString.cached("nosniff");
  private static final CharSequence CACHE_NAME = AsciiString.cached("cache-control");
  private static final CharSequence NO_STORE = AsciiString.cached("no-store");
  private static final CharSequence REQUEST_ID = AsciiString.cached("x-request-id");
  private static final CharSequence ORIGIN = AsciiString.cached("origin");
  private static final String ANY = "*";
  private static final int LONGEST_ID = 128;

  private final Set<String> origins;

  /**
   * For pages of some origins.
   *
   * @param origins {@code scheme://host:port}; {@code *} for any; empty for none
   */
  public AnswerHeaders(List<String> origins) {
    this.origins = Set.copyOf(origins);
  }

  void add(Exchange exchange, MultiMap headers) {
    headers.add(NOSNIFF_NAME, NOSNIFF);
    headers.add(CACHE_NAME, NO_STORE);
    String id = exchange.header(REQUEST_ID);
    if (id != null && isPlain(id)) {
      headers.add(REQUEST_ID, id);
    }
    if (!origins.isEmpty()) {
      allow(exchange.header(ORIGIN), headers);
    }
  }

  private void allow(@Nullable String origin, MultiMap headers) {
    headers.add("vary", "Origin");
    if (origin != null && allows(origin)) {
      headers.add("access-control-allow-origin", origin);
    }
  }

  /** Whether a page of that origin may ask. */
  public boolean allows(@Nullable String origin) {
    return origin != null && (origins.contains(ANY) || origins.contains(origin));
  }

  private static boolean isPlain(String id) {
    return id.length() <= LONGEST_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }
}
