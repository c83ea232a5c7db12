package dev.millrace.serving.config;

import org.jspecify.annotations.Nullable;

/**
 * A caller that is known by a key.
 *
 * @param name for logs and metrics
 * @param sha256 of the key, as 64 lower-case hex digits; the key itself is not kept
 * @param role the highest it has
 * @param rate null for no limit
 */
public record ApiKey(String name, String sha256, Role role, @Nullable Rate rate) {
  @Override
  public String toString() {
    return "ApiKey[name=%s, sha256=***, role=%s, rate=%s]".formatted(name, role, rate);
  }
}
