package dev.millrace.serving.auth;

import dev.millrace.serving.config.Rate;
import dev.millrace.serving.config.Role;
import dev.millrace.serving.request.Refusal;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What callers are told who are not let in. */
final class Refusals {
  private static final String UNKNOWN = "UNAUTHENTICATED";
  private static final String SEND =
      "Send 'Authorization: Bearer KEY' or 'X-API-Key: KEY'; whoever runs this server gives keys.";

  private Refusals() {}

  static Refusal nobody(boolean otherScheme) {
    String message =
        otherScheme
            ? "The Authorization header is not of the form 'Bearer KEY'."
            : "This server answers only callers it knows.";
    return Refusal.of(401, UNKNOWN, message, SEND);
  }

  static Refusal unknownKey() {
    return Refusal.of(401, UNKNOWN, "The key is not known.", SEND);
  }

  static Refusal badToken(String reason) {
    return Refusal.of(
        401,
        UNKNOWN,
        "The token is not accepted: " + reason + ".",
        "Ask its issuer for a new one.");
  }

  static Refusal forbidden(Principal principal, Role needed) {
    return Refusal.of(
        403,
        "FORBIDDEN",
        "'%s' has not the role '%s'."
            .formatted(principal.name(), needed.name().toLowerCase(Locale.ROOT)),
        "Ask whoever runs this server for it.");
  }

  /**
   * @param name of the caller; null where only its address is known
   */
  static Refusal tooOften(@Nullable String name, Rate rate, Duration wait) {
    String who = name == null ? "your address" : "'" + name + "'";
    return Refusal.shed(
        429, "RATE_EXCEEDED", "Too many requests: %s may ask %s.".formatted(who, rate), wait);
  }

  static Refusal noKeysYet() {
    return Refusal.shed(
        503,
        "KEYS_MISSING",
        "The issuer's keys to check the token with are being fetched.",
        Duration.ofSeconds(1));
  }
}
