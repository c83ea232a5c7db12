package dev.millrace.serving.config;

import dev.millrace.contract.error.Suggestions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The keys. One key has three spellings: {@code limits.body} in the file, {@code
 * MILLRACE_LIMITS_BODY} as a variable, {@code --limits-body} as a flag. A {@code 0} within a path
 * stands for any position of a list.
 */
public enum Key {
  HOST("host", "ADDRESS", "Address to listen on."),
  PORT("port", "PORT", "Port to listen on; 0 lets the system choose."),
  MODEL("model", "MODEL", "Folder or registry address of the model."),
  EVENT_LOOPS("event_loops", "N", "Threads that serve; 0 for one per core."),
  WATCH_EVERY("watch.every", "TIME", "Time between two looks for a newer version; 0s for never."),
  CHALLENGER_MODEL("challenger.model", "MODEL", "A second model beside the first."),
  CHALLENGER_SHARE("challenger.share", "SHARE", "Share of the rows for the challenger."),
  CHALLENGER_MODE("challenger.mode", "MODE", "split: it answers; shadow: it only scores."),
  LIMITS_BODY("limits.body", "SIZE", "Longest body of a request."),
  LIMITS_ROWS("limits.rows", "N", "Most rows of a request."),
  LIMITS_REQUEST_TIME("limits.request_time", "TIME", "Longest time to send and answer a request."),
  LIMITS_IDLE("limits.idle", "TIME", "Longest silence of a connection."),
  LIMITS_CONNECTIONS("limits.connections", "N", "Most connections at one time."),
  LIMITS_IN_FLIGHT("limits.in_flight", "N", "Most requests at one time."),
  BATCHING_MODE("batching.mode", "MODE", "auto, off or on."),
  BATCHING_MAX_ROWS("batching.max_rows", "N", "Most rows scored at once."),
  BATCHING_INLINE_MICROS(
      "batching.inline_micros", "N", "Microseconds a request may take to be scored at once."),
  TLS_CERTIFICATE("tls.certificate", "FILE", "PEM file of the server's certificate chain."),
  TLS_KEY("tls.key", "FILE", "PEM file of its private key."),
  TLS_CLIENT_AUTHORITY("tls.client_authority", "FILE", "PEM file of whom clients must be from."),
  AUTH_KEYS_NAME("auth.keys.0.name", "NAME", "Whom the key belongs to."),
  AUTH_KEYS_KEY("auth.keys.0.key", "KEY", "The key itself."),
  AUTH_KEYS_SHA256("auth.keys.0.sha256", "HEX", "SHA-256 of the key."),
  AUTH_KEYS_ROLES("auth.keys.0.roles", "ROLES", "predict, operate."),
  AUTH_KEYS_RATE("auth.keys.0.rate", "RATE", "How often it may ask."),
  AUTH_JWT_ISSUER("auth.jwt.issuer", "ISSUER", "Who must have issued a token."),
  AUTH_JWT_AUDIENCE("auth.jwt.audience", "AUDIENCE", "Whom a token must be meant for."),
  AUTH_JWT_JWKS("auth.jwt.jwks", "URL", "Where the issuer publishes its keys."),
  AUTH_JWT_PUBLIC_KEY("auth.jwt.public_key", "FILE", "PEM file of the issuer's public key."),
  AUTH_JWT_SECRET("auth.jwt.secret", "SECRET", "Secret shared with the issuer."),
  AUTH_JWT_ROLES_CLAIM("auth.jwt.roles_claim", "CLAIM", "Claim that holds the roles."),
  AUTH_JWT_RATE("auth.jwt.rate", "RATE", "How often one subject may ask."),
  AUTH_ADDRESS_RATE("auth.address_rate", "RATE", "How often a client address may ask unknown."),
  CORS_ORIGINS("cors.origins", "ORIGINS", "Origins that browsers may call from."),
  LOG("log", "FORM", "text or json."),
  ACCESS_LOG("access_log", "WHERE", "off, stdout or a file."),
  DATA("data", "FOLDER", "Where outcomes and the key of the prediction ids are kept."),
  ID_KEY("id_key", "HEX", "Key of the prediction ids, the same for all replicas."),
  DRAIN("drain", "TIME", "Time for requests in flight after the signal to stop.");

  private static final String VARIABLE_PREFIX = "MILLRACE_";
  private static final Pattern POSITION = Pattern.compile("\\.\\d{1,3}(?=\\.|$)");

  private static final Pattern VARIABLE_POSITION = Pattern.compile("_(\\d{1,3})_");

  private final String path;
  private final String label;
  private final String meaning;

  Key(String path, String label, String meaning) {
    this.path = path;
    this.label = label;
    this.meaning = meaning;
  }

  /** As it is written in the file, dots between. */
  public String path() {
    return path;
  }

  /** What stands for its value in a help text. */
  public String label() {
    return label;
  }

  /** What it is, in one sentence. */
  public String meaning() {
    return meaning;
  }

  /** Whether its value must not be seen. */
  public boolean isSecret() {
    return this == AUTH_KEYS_KEY || this == AUTH_JWT_SECRET || this == ID_KEY;
  }

  /** Whether there is a flag for it: not for secrets, which other users could read. */
  public boolean hasFlag() {
    return !isSecret() && !isOfList();
  }

  /** Whether it is of an item of a list. */
  boolean isOfList() {
    return path.contains(".0.");
  }

  /** The path of the same key of another item of the list. */
  String path(int position) {
    return path.replace(".0.", "." + position + ".");
  }

  /** The flag, for example {@code --limits-body}. */
  public String flag() {
    return flag(path);
  }

  /** The environment variable, for example {@code MILLRACE_LIMITS_BODY}. */
  public String variable() {
    return variable(path);
  }

  static String flag(String path) {
    return "--" + path.replace('.', '-').replace('_', '-');
  }

  static String variable(String path) {
    return VARIABLE_PREFIX + path.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** The key of a path, whatever the position in a list. */
  static Optional<Key> of(String path) {
    String general = POSITION.matcher(path).replaceAll(".0");
    return Arrays.stream(values()).filter(key -> key.path.equals(general)).findFirst();
  }

  /** The path that a variable stands for; {@code _3_} within it is the position in a list. */
  static Optional<String> pathOfVariable(String variable) {
    Matcher position = VARIABLE_POSITION.matcher(variable);
    int item = position.find() ? Integer.parseInt(position.group(1)) : 0;
    return Arrays.stream(values())
        .map(key -> key.path(item))
        .filter(path -> variable(path).equals(variable))
        .findFirst();
  }

  /** Whether keys begin with that path and a dot. */
  static boolean isSection(String path) {
    String start = POSITION.matcher(path).replaceAll(".0") + ".";
    return Arrays.stream(values()).anyMatch(key -> key.path.startsWith(start));
  }

  /**
   * What to write instead of an unknown key of a section; the section is empty or ends in a dot.
   */
  static String hint(String section, String name) {
    List<String> siblings = below(section);
    return Suggestions.nearest(name, siblings)
        .or(() -> elsewhere(name))
        .map(meant -> " Did you mean '" + meant + "'?")
        .orElse(" Valid keys: " + String.join(", ", siblings) + ".");
  }

  /** The names that may stand in a section. */
  private static List<String> below(String section) {
    String start = POSITION.matcher(section).replaceAll(".0");
    return Arrays.stream(values())
        .filter(key -> key.path.startsWith(start))
        .map(key -> key.path.substring(start.length()).replaceFirst("\\..*", ""))
        .distinct()
        .collect(Collectors.toList());
  }

  /** A key that was put into the wrong section. */
  private static Optional<String> elsewhere(String name) {
    return Arrays.stream(values())
        .map(Key::path)
        .filter(path -> path.endsWith("." + name) || path.replace('.', '_').equals(name))
        .findFirst();
  }
}
