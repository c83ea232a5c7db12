package dev.millrace.serving.server;

import dev.millrace.serving.auth.Gate;
import dev.millrace.serving.config.Role;
import dev.millrace.serving.http.Guard;

/** Guards of routes by role. */
final class Access {
  private static final String AUTHORIZATION = "authorization";
  private static final String API_KEY = "x-api-key";

  private final Gate gate;

  Access(Gate gate) {
    this.gate = gate;
  }

  Guard needs(Role role) {
    return exchange ->
        gate.check(
                exchange.request().getHeader(AUTHORIZATION),
                exchange.request().getHeader(API_KEY),
                exchange.remoteAddress(),
                role)
            .name();
  }
}
