package dev.millrace.serving.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.millrace.serving.config.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the roles in a token: under a claim of that name, else down the objects that its dots
 * separate. A list, or a text with blanks; what is no role of ours is not looked at.
 */
record RolesClaim(String name) {
  /** The highest role; null for none. */
  @Nullable Role of(JWTClaimsSet claims) {
    Object value = claims.getClaim(name);
    List<?> names = names(value != null ? value : below(claims.getClaims()));
    return Arrays.stream(Role.values())
        .filter(role -> names.contains(role.name().toLowerCase(Locale.ROOT)))
        .reduce((lower, higher) -> higher)
        .orElse(null);
  }

  private @Nullable Object below(Map<?, ?> claims) {
    Object at = claims;
    for (String part : name.split("\\.", -1)) {
      at = at instanceof Map<?, ?> map ? map.get(part) : null;
    }
    return at;
  }

  private static List<?> names(@Nullable Object value) {
    if (value instanceof Collection<?> list) {
      return List.copyOf(list.stream().filter(String.class::isInstance).toList());
    }
    return value instanceof String text ? List.of(text.split(" ", -1)) : List.of();
  }
}
