package dev.millrace.serving.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import dev.millrace.serving.config.Jwt;
import java.time.Clock;
import java.util.Date;
import java.util.Set;

/** Issuer, audience, and that the token is valid now; clocks may differ by a minute. */
final class ClaimsCheck extends DefaultJWTClaimsVerifier<SecurityContext> {
  static final int SKEW_SECONDS = 60;

  /** A JWT of any kind that may be sent as a bearer token (RFC 7519, RFC 9068). */
  static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
      new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null);

  private final Clock clock;

  ClaimsCheck(Jwt jwt, Clock clock) {
    super(jwt.audience(), new JWTClaimsSet.Builder().issuer(jwt.issuer()).build(), Set.of("exp"));
    this.clock = clock;
    setMaxClockSkew(SKEW_SECONDS);
  }

  @Override
  protected Date currentTime() {
    return Date.from(clock.instant());
  }
}
