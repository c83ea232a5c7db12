package dev.millrace.serving.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How tokens are checked.
 *
 * @param issuer what {@code iss} must be
 * @param audience what must be among {@code aud}
 * @param keys what the signature is checked with
 * @param rolesClaim where the roles stand: the name of a claim, or names with dots between
 * @param rate of one subject; null for no limit
 */
public record Jwt(
    String issuer, String audience, Keys keys, String rolesClaim, @Nullable Rate rate) {
  static final String DEFAULT_ROLES_CLAIM = "roles";

  /** Where the key for a signature comes from; it also decides which algorithms are taken. */
  public sealed interface Keys {}

  /** A secret that both sides know: HS256. */
  public record Shared(Secret secret) implements Keys {}

  /** A public key or certificate as a PEM file: RS256 or ES256, as the key is. */
  public record PublicKey(Path file) implements Keys {}

  /** The keys that the issuer publishes: RS256 and ES256. */
  public record Jwks(URI url) implements Keys {}
}
