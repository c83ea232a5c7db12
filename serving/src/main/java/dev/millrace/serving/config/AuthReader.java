package dev.millrace.serving.config;

import dev.millrace.contract.support.Hashes;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads who may ask. */
final class AuthReader {
  private static final int LEAST_KEY = 16;

  /** RFC 7518, 3.2: as long as the hash. */
  private static final int LEAST_SECRET_BYTES = 32;

  private static final List<Key> JWT =
      List.of(
          Key.AUTH_JWT_ISSUER,
          Key.AUTH_JWT_AUDIENCE,
          Key.AUTH_JWT_JWKS,
          Key.AUTH_JWT_PUBLIC_KEY,
          Key.AUTH_JWT_SECRET,
          Key.AUTH_JWT_ROLES_CLAIM,
          Key.AUTH_JWT_RATE);
  private static final List<Key> JWT_KEYS =
      List.of(Key.AUTH_JWT_JWKS, Key.AUTH_JWT_PUBLIC_KEY, Key.AUTH_JWT_SECRET);

  private final Settings settings;
  private final Set<String> names = new HashSet<>();
  private final Map<String, String> namesByHash = new HashMap<>();

  AuthReader(Settings settings) {
    this.settings = settings;
  }

  Auth auth() {
    List<ApiKey> keys = new ArrayList<>();
    for (int position : settings.positions("auth.keys")) {
      ApiKey key = apiKey(position);
      if (key != null) {
        keys.add(key);
      }
    }
    return new Auth(keys, jwt(), settings.rate(Key.AUTH_ADDRESS_RATE.path()));
  }

  private @Nullable ApiKey apiKey(int position) {
    String name = settings.text(Key.AUTH_KEYS_NAME.path(position));
    String sha256 = sha256(position);
    Role role = settings.role(Key.AUTH_KEYS_ROLES.path(position));
    Rate rate = settings.rate(Key.AUTH_KEYS_RATE.path(position));
    if (name == null || sha256 == null) {
      incomplete(position, name);
      return null;
    }
    if (!names.add(name)) {
      settings.problem(Key.AUTH_KEYS_NAME.path(position), "the name '" + name + "' is given twice");
    }
    String other = namesByHash.putIfAbsent(sha256, name);
    if (other != null) {
      Key given = isGiven(Key.AUTH_KEYS_KEY, position) ? Key.AUTH_KEYS_KEY : Key.AUTH_KEYS_SHA256;
      settings.problem(
          given.path(position), "'%s' has the same key as '%s'".formatted(name, other));
    }
    return new ApiKey(name, sha256, role, rate);
  }

  private @Nullable String sha256(int position) {
    String keyPath = Key.AUTH_KEYS_KEY.path(position);
    String hashPath = Key.AUTH_KEYS_SHA256.path(position);
    String key = settings.text(keyPath);
    String hash = settings.text(hashPath);
    if (key != null && hash != null) {
      settings.problem(hashPath, "give the key or its sha256, not both");
    }
    if (hash != null && !hash.matches("[0-9a-fA-F]{64}")) {
      settings.problem(hashPath, "expected 64 hex digits, as sha256sum prints them");
    }
    if (key == null) {
      return hash == null ? null : hash.toLowerCase(Locale.ROOT);
    }
    settings.requireHidden(keyPath);
    if (key.length() < LEAST_KEY) {
      settings.problem(keyPath, "a key needs at least " + LEAST_KEY + " characters");
    }
    return Hashes.sha256(key);
  }

  private void incomplete(int position, @Nullable String name) {
    if (name != null && isGiven(Key.AUTH_KEYS_KEY, position)) {
      return; // without a value, which was said
    }
    Stream.of(
            Key.AUTH_KEYS_NAME,
            Key.AUTH_KEYS_KEY,
            Key.AUTH_KEYS_SHA256,
            Key.AUTH_KEYS_ROLES,
            Key.AUTH_KEYS_RATE)
        .filter(key -> isGiven(key, position))
        .map(key -> key.path(position))
        .findFirst()
        .ifPresent(path -> settings.problem(path, name == null ? "its 'name' is missing" : NO_KEY));
  }

  private boolean isGiven(Key key, int position) {
    return settings.written(key.path(position)) != null;
  }

  private static final String NO_KEY = "its 'key' or 'sha256' is missing";

  private @Nullable Jwt jwt() {
    Key first = JWT.stream().filter(settings::has).findFirst().orElse(null);
    if (first == null) {
      return null;
    }
    String issuer = required(Key.AUTH_JWT_ISSUER, first);
    String audience = required(Key.AUTH_JWT_AUDIENCE, first);
    Jwt.Keys keys = jwtKeys(first);
    String claim = settings.text(Key.AUTH_JWT_ROLES_CLAIM, Jwt.DEFAULT_ROLES_CLAIM);
    Rate rate = settings.rate(Key.AUTH_JWT_RATE.path());
    return keys == null ? null : new Jwt(issuer, audience, keys, claim, rate);
  }

  private String required(Key key, Key first) {
    if (!settings.has(key)) {
      settings.problem(first.path(), "this needs '" + key.path() + "' too");
    }
    return settings.text(key, "?");
  }

  private Jwt.@Nullable Keys jwtKeys(Key first) {
    List<Key> given = JWT_KEYS.stream().filter(settings::has).toList();
    if (given.size() != 1) {
      settings.problem(
          (given.isEmpty() ? first : given.get(1)).path(),
          "expected exactly one of auth.jwt.jwks, auth.jwt.public_key and auth.jwt.secret");
      return null;
    }
    return switch (given.get(0)) {
      case AUTH_JWT_JWKS -> jwks();
      case AUTH_JWT_PUBLIC_KEY -> publicKey();
      default -> shared();
    };
  }

  private Jwt.@Nullable Keys publicKey() {
    Path file = settings.file(Key.AUTH_JWT_PUBLIC_KEY);
    return file == null ? null : new Jwt.PublicKey(file);
  }

  private Jwt.Keys shared() {
    String secret = settings.text(Key.AUTH_JWT_SECRET, "");
    settings.requireHidden(Key.AUTH_JWT_SECRET.path());
    if (!secret.isEmpty() && secret.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET_BYTES) {
      settings.problem(
          Key.AUTH_JWT_SECRET.path(), "HS256 needs at least " + LEAST_SECRET_BYTES + " bytes");
    }
    return new Jwt.Shared(new Secret(secret));
  }

  private Jwt.@Nullable Keys jwks() {
    String text = settings.text(Key.AUTH_JWT_JWKS, "");
    try {
      URI url = new URI(text);
      if (url.getHost() != null && (isHttps(url) || isLocal(url))) {
        return new Jwt.Jwks(url);
      }
    } catch (URISyntaxException e) {
      // reported below, as any other text that is no address
    }
    settings.problem(Key.AUTH_JWT_JWKS.path(), "expected a URL that begins with https://");
    return null;
  }

  private static boolean isHttps(URI url) {
    return "https".equals(url.getScheme());
  }

  /** Keys from this machine may come in the clear: a side car, a test. */
  private static boolean isLocal(URI url) {
    return "http".equals(url.getScheme())
        && List.of("localhost", "127.0.0.1", "[::1]").contains(url.getHost());
  }
}
