package dev.millrace.serving.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask. Where there are neither keys nor tokens everybody may do everything.
 *
 * @param jwt null where tokens are not taken
 * @param addressRate of one client address where everybody may ask; null for no limit
 */
public record Auth(List<ApiKey> keys, @Nullable Jwt jwt, @Nullable Rate addressRate) {
  static final Auth NONE = new Auth(List.of(), null, null);

  public Auth {
    keys = List.copyOf(keys);
  }

  /** Whether callers must say who they are. */
  public boolean required() {
    return !keys.isEmpty() || jwt != null;
  }
}
