package dev.millrace.serving.auth;

import dev.millrace.serving.config.ApiKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configured keys. Every key is compared with all of them, so that time tells nothing. */
final class ApiKeys {
  private final Digest[] digests;
  private final Principal[] principals;

  ApiKeys(List<ApiKey> keys, long now) {
    this.digests = keys.stream().map(key -> Digest.ofHex(key.sha256())).toArray(Digest[]::new);
    this.principals = keys.stream().map(key -> principal(key, now)).toArray(Principal[]::new);
  }

  /** Whose key it is; null for nobody's. */
  @Nullable Principal find(Digest given) {
    Principal found = null;
    for (int i = 0; i < digests.length; i++) {
      if (digests[i].matches(given)) {
        found = principals[i];
      }
    }
    return found;
  }

  private static Principal principal(ApiKey key, long now) {
    TokenBucket bucket = key.rate() == null ? null : new TokenBucket(key.rate(), now);
    return new Principal(key.name(), key.role(), bucket);
  }
}
