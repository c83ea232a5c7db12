package dev.millrace.serving.config;

import java.util.ArrayList;
import java.util.List;

/** What is allowed, and unwise. */
final class Exposure {
  private static final List<String> LOCAL = List.of("127.0.0.1", "localhost", "::1");

  private Exposure() {}

  static List<String> warnings(ServeConfig config) {
    List<String> warnings = new ArrayList<>();
    if (!LOCAL.contains(config.host()) && !config.auth().required() && !isMutual(config)) {
      warnings.add(
          "Everybody who reaches %s:%d may ask and operate; set auth.keys or auth.jwt."
              .formatted(config.host(), config.port()));
    }
    if (config.auth().required() && config.tls() == null && !LOCAL.contains(config.host())) {
      warnings.add(
          "Keys and tokens come in the clear; set tls.certificate and tls.key, or put a proxy"
              + " with TLS in front.");
    }
    return warnings;
  }

  private static boolean isMutual(ServeConfig config) {
    return config.tls() != null && config.tls().clientAuthority() != null;
  }
}
