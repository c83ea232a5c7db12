package dev.millrace.serving.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.millrace.serving.config.Jwt;
import dev.millrace.serving.config.Rate;
import dev.millrace.serving.request.Refusal;
import java.text.ParseException;
import java.time.Clock;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks tokens, and remembers those that were good until they end. A token never chooses how it is
 * checked: the configured keys decide the algorithms. Thread-safe, never blocks.
 */
final class Tokens implements AutoCloseable {
  private static final int REMEMBERED = 10_000;
  private static final int LONGEST = 8_192;
  private static final long SKEW_MILLIS = 1_000L * ClaimsCheck.SKEW_SECONDS;

  private final DefaultJWTProcessor<SecurityContext> processor;
  private final IssuerKeys keys;
  private final RolesClaim roles;
  private final @Nullable Rate rate;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Recent<Digest, Verified> verified = new Recent<>(REMEMBERED);
  private final Recent<String, TokenBucket> subjects = new Recent<>(REMEMBERED);

  private record Verified(Principal principal, long untilMillis) {}

  private Tokens(Jwt jwt, IssuerKeys keys, Clock clock, LongSupplier nanoTime) {
    this.keys = keys;
    this.processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(ClaimsCheck.TYPES);
    processor.setJWSKeySelector(keys.selector());
    processor.setJWTClaimsSetVerifier(new ClaimsCheck(jwt, clock));
    this.roles = new RolesClaim(jwt.rolesClaim());
    this.rate = jwt.rate();
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  static Tokens of(Jwt jwt, Clock clock, LongSupplier nanoTime) {
    return new Tokens(jwt, IssuerKeys.of(jwt.keys()), clock, nanoTime);
  }

  /** Whether it has the three parts of a signed token, rather than being a key. */
  static boolean looksLikeOne(String credential) {
    int first = credential.indexOf('.');
    int last = credential.lastIndexOf('.');
    return first > 0 && last > first && credential.indexOf('.', first + 1) == last;
  }

  /** Whose token it is, if it was seen before and has not ended; else null. */
  @Nullable Principal known(Digest digest) {
    Verified known = verified.get(digest);
    return known != null && clock.millis() < known.untilMillis ? known.principal : null;
  }

  /** Checks a token. */
  Principal verify(String token, Digest digest) throws Refusal {
    if (token.length() > LONGEST) {
      throw Refusals.badToken("it is longer than " + LONGEST + " characters");
    }
    try {
      SignedJWT jwt = parse(token);
      if (!keys.mayHave(jwt.getHeader())) {
        throw Refusals.noKeysYet();
      }
      JWTClaimsSet claims = processor.process(jwt, null);
      Principal principal = principal(claims);
      verified.put(digest, new Verified(principal, end(claims)));
      return principal;
    } catch (ParseException e) {
      throw Refusals.badToken("it is no signed JWT");
    } catch (BadJOSEException | JOSEException e) {
      throw Refusals.badToken(String.valueOf(e.getMessage()));
    }
  }

  /** Whatever the library stumbles over was sent by somebody whom nobody knows yet. */
  private static SignedJWT parse(String token) throws ParseException {
    try {
      return SignedJWT.parse(token);
    } catch (RuntimeException e) {
      throw new ParseException(String.valueOf(e.getMessage()), 0);
    }
  }

  private Principal principal(JWTClaimsSet claims) {
    String subject = Objects.requireNonNullElse(claims.getSubject(), "");
    return new Principal(subject, roles.of(claims), bucket(subject));
  }

  private @Nullable TokenBucket bucket(String subject) {
    if (rate == null) {
      return null;
    }
    TokenBucket bucket = subjects.get(subject);
    if (bucket == null) {
      bucket = new TokenBucket(rate, nanoTime.getAsLong());
      subjects.put(subject, bucket);
    }
    return bucket;
  }

  /** The claim was checked to be there. */
  private static long end(JWTClaimsSet claims) {
    return claims.getExpirationTime().toInstant().toEpochMilli() + SKEW_MILLIS;
  }

  @Override
  public void close() {
    keys.close();
  }
}
