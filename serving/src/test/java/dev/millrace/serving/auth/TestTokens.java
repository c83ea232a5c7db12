package dev.millrace.serving.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/** Tokens of an issuer of our own. */
final class TestTokens {
  static final String ISSUER = "https://login.example";
  static final String AUDIENCE = "millrace";
  static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  private TestTokens() {}

  /** What a good token claims: it ends in ten minutes. */
  static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("desk-7")
        .expirationTime(at(600))
        .claim("roles", List.of("predict", "other"));
  }

  static Date at(long seconds) {
    return Date.from(NOW.plusSeconds(seconds));
  }

  static String signed(JWSAlgorithm algorithm, String keyId, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
    token.sign(signer);
    return token.serialize();
  }
}
