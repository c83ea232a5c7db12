package dev.millrace.serving.server;

import dev.millrace.serving.auth.Gate;
import dev.millrace.serving.auth.Principal;
import dev.millrace.serving.config.Role;
import dev.millrace.serving.http.AnswerHeaders;
import dev.millrace.serving.http.Caller;
import dev.millrace.serving.http.Exchange;
import dev.millrace.serving.http.Guard;
import dev.millrace.serving.request.Refusal;
import java.util.List;

/** Guards of routes by role. */
final class Access {
  private static final String AUTHORIZATION = "authorization";
  private static final String API_KEY = "x-api-key";
  private static final List<String> PREDICTOR = List.of("predict");
  private static final List<String> OPERATOR = List.of("predict", "operate");

  private final Gate gate;
  private final boolean keys;
  private final AnswerHeaders headers;

  /**
   * @param keys whether callers must say who they are
   * @param headers know the origins whose pages may ask
   */
  Access(Gate gate, boolean keys, AnswerHeaders headers) {
    this.gate = gate;
    this.keys = keys;
    this.headers = headers;
  }

  /** Of what only reads. */
  Guard looking() {
    return needs(Role.PREDICT);
  }

  /** Of what is sent to the server. */
  Guard sending(Role role) {
    Guard known = needs(role);
    return keys
        ? known // a page cannot send a key without the browser's asking this server first
        : exchange -> {
          requireOwnPage(exchange);
          return known.admit(exchange);
        };
  }

  /** Browsers let the pages of any site send a POST, also to a server on the user's own machine. */
  private void requireOwnPage(Exchange exchange) throws Refusal {
    String origin = exchange.request().getHeader("origin");
    String host = exchange.request().getHeader("host");
    if (origin != null && !origin.endsWith("://" + host) && !headers.allows(origin)) {
      throw Refusal.of(
          403,
          "ORIGIN_FORBIDDEN",
          "Pages of other sites may not send this server anything.",
          "Use the server's own page, or name the origin in cors.origins.");
    }
  }

  private Guard needs(Role role) {
    return exchange ->
        callerOf(
            gate.check(
                exchange.request().getHeader(AUTHORIZATION),
                exchange.request().getHeader(API_KEY),
                exchange.remoteAddress(),
                role));
  }

  private static Caller callerOf(Principal principal) {
    return new Caller(principal.name(), principal.may(Role.OPERATE) ? OPERATOR : PREDICTOR);
  }
}
