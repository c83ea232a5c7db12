package dev.millrace.serving.auth;

import dev.millrace.serving.config.Auth;
import dev.millrace.serving.config.Rate;
import dev.millrace.serving.config.Role;
import dev.millrace.serving.request.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers in: by API key, by token, or everybody where neither is configured; and not more
 * often than they may. Thread-safe and never blocks; one gate serves all event loops.
 *
 * <p>A key costs one SHA-256 and no look-up by the key itself. The first sight of a token costs a
 * signature check, later ones a SHA-256 until the token ends.
 */
public final class Gate implements AutoCloseable {
  /** The value of {@code WWW-Authenticate} that goes with a 401. */
  public static final String CHALLENGE = "Bearer realm=\"millrace\"";

  private static final int ADDRESSES = 10_000;
  private static final String BEARER = "Bearer ";

  private final boolean required;
  private final ApiKeys keys;
  private final @Nullable Tokens tokens;
  private final @Nullable Rate addressRate;
  private final Recent<String, TokenBucket> addresses = new Recent<>(ADDRESSES);
  private final LongSupplier nanoTime;

  private Gate(Auth auth, Clock clock, LongSupplier nanoTime) {
    this.required = auth.required();
    this.keys = new ApiKeys(auth.keys(), nanoTime.getAsLong());
    this.tokens = auth.jwt() == null ? null : Tokens.of(auth.jwt(), clock, nanoTime);
    this.addressRate = auth.addressRate();
    this.nanoTime = nanoTime;
  }

  /**
   * A gate as configured. Starts to fetch the issuer's keys where they are published, without
   * waiting for them.
   *
   * @throws dev.millrace.contract.error.MillraceException where the file of a public key is missing
   *     or none
   */
  public static Gate of(Auth auth) {
    return of(auth, Clock.systemUTC(), System::nanoTime);
  }

  static Gate of(Auth auth, Clock clock, LongSupplier nanoTime) {
    return new Gate(auth, clock, nanoTime);
  }

  /**
   * Who asks, if they may.
   *
   * @param authorization the header of that name; null where there is none
   * @param apiKey the header {@code X-API-Key}; null where there is none
   * @param remoteAddress of the client, without its port
   * @throws Refusal 401 where it is not known who asks, 403 where they may not, 429 where they ask
   *     too often, 503 where the issuer's keys are not there yet
   */
  public Principal check(
      @Nullable String authorization, @Nullable String apiKey, String remoteAddress, Role needed)
      throws Refusal {
    if (!required) {
      limit(bucketOf(remoteAddress), null);
      return Principal.ANYBODY;
    }
    Principal principal = known(authorization, apiKey, remoteAddress);
    limit(principal.bucket(), principal.name());
    if (!principal.may(needed)) {
      throw Refusals.forbidden(principal, needed);
    }
    return principal;
  }

  private Principal known(
      @Nullable String authorization, @Nullable String apiKey, String remoteAddress)
      throws Refusal {
    String credential = apiKey != null ? apiKey : bearer(authorization);
    Digest digest = credential == null ? null : Digest.of(credential);
    Principal known = digest == null ? null : keys.find(digest);
    if (known == null && digest != null && tokens != null) {
      known = tokens.known(digest);
    }
    return known != null ? known : stranger(authorization, credential, digest, remoteAddress);
  }

  /** What is slow, or wrong, counts against the address. */
  private Principal stranger(
      @Nullable String authorization,
      @Nullable String credential,
      @Nullable Digest digest,
      String remoteAddress)
      throws Refusal {
    TokenBucket bucket = bucketOf(remoteAddress);
    if (bucket != null) {
      refuseIfAbove(bucket.waitFor(nanoTime.getAsLong()), bucket, null);
    }
    try {
      if (credential == null || digest == null) {
        throw Refusals.nobody(authorization != null);
      }
      if (tokens == null || !Tokens.looksLikeOne(credential)) {
        throw Refusals.unknownKey();
      }
      return tokens.verify(credential, digest);
    } catch (Refusal refusal) {
      limit(bucket, null);
      throw refusal;
    }
  }

  private static @Nullable String bearer(@Nullable String authorization) {
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  private @Nullable TokenBucket bucketOf(String address) {
    if (addressRate == null) {
      return null;
    }
    TokenBucket bucket = addresses.get(address);
    if (bucket == null) {
      bucket = new TokenBucket(addressRate, nanoTime.getAsLong());
      addresses.put(address, bucket);
    }
    return bucket;
  }

  private void limit(@Nullable TokenBucket bucket, @Nullable String name) throws Refusal {
    if (bucket != null) {
      refuseIfAbove(bucket.take(nanoTime.getAsLong()), bucket, name);
    }
  }

  private static void refuseIfAbove(long waitNanos, TokenBucket bucket, @Nullable String name)
      throws Refusal {
    if (waitNanos > 0) {
      throw Refusals.tooOften(name, bucket.rate(), Duration.ofNanos(waitNanos));
    }
  }

  /** Ends the fetching of keys. */
  @Override
  public void close() {
    if (tokens != null) {
      tokens.close();
    }
  }
}
