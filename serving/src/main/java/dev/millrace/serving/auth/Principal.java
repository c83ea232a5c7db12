package dev.millrace.serving.auth;

import dev.millrace.serving.config.Role;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. Immutable but for its rate; thread-safe.
 *
 * @param name of the key or the token's subject, for logs; empty for anybody
 * @param role null for somebody who is known and may do nothing
 * @param bucket null where it may ask as often as it likes
 */
public record Principal(String name, @Nullable Role role, @Nullable TokenBucket bucket) {
  /** Whoever asks a server that asks nobody for a name. */
  static final Principal ANYBODY = new Principal("", Role.OPERATE, null);

  /** Whether its role includes that one. */
  public boolean may(Role needed) {
    return role != null && role.includes(needed);
  }
}
