package dev.millrace.serving.server;

import dev.millrace.serving.auth.Gate;
import dev.millrace.serving.auth.Principal;
import dev.millrace.serving.config.Role;
import dev.millrace.serving.http.Caller;
import dev.millrace.serving.http.Guard;
import java.util.List;

/** Guards of routes by role. */
final class Access {
  private static final String AUTHORIZATION = "authorization";
  private static final String API_KEY = "x-api-key";
  private static final List<String> PREDICTOR = List.of("predict");
  private static final List<String> OPERATOR = List.of("predict", "operate");

  private final Gate gate;

  Access(Gate gate) {
    this.gate = gate;
  }

  Guard needs(Role role) {
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
