package dev.millrace.serving.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration: a flag goes before a variable, that before the file, that before what
 * the place it runs in asks for, that before the default.
 */
public final class ConfigReader {
  private static final ServeConfig DEFAULTS = ServeConfig.defaults();
  private static final int MOST = Integer.MAX_VALUE;

  /** As browsers send it: without a path or a slash at its end. */
  private static final Pattern ORIGIN = Pattern.compile("\\*|[a-z][a-z0-9+.-]*://[^/?#@*]+");

  private static final Pattern ID_KEY = Pattern.compile("[0-9a-fA-F]{32}");

  private final Settings settings;

  private ConfigReader(Settings settings) {
    this.settings = settings;
  }

  /**
   * What was read.
   *
   * @param warnings what looks like a slip but stops nothing
   */
  public record Loaded(ServeConfig config, List<String> warnings) {
    public Loaded {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Reads all there is, and reports all that is wrong with it at once.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code ARGUMENT_INVALID} with every
   *     problem and its place
   */
  public static Loaded read(Sources sources) {
    Problems problems = new Problems();
    Variables variables = new Variables(sources.environment(), problems);
    Environment environment = new Environment(sources.environment());
    Settings settings = settings(sources, environment, variables, problems);
    ServeConfig config = new ConfigReader(settings).config();
    problems.throwIfAny();
    List<String> warnings = new ArrayList<>(environment.warnings(variables));
    warnings.addAll(Exposure.warnings(config));
    return new Loaded(config, warnings);
  }

  /** How the log is wanted, if that can be read; also where something else is wrong. */
  public static LogForm log(Sources sources) {
    Problems ignored = new Problems();
    Variables variables = new Variables(sources.environment(), ignored);
    Environment environment = new Environment(sources.environment());
    return settings(sources, environment, variables, ignored).choice(Key.LOG, DEFAULTS.log());
  }

  private static Settings settings(
      Sources sources, Environment environment, Variables variables, Problems problems) {
    Settings settings = new Settings(problems);
    settings.add(written(sources.surroundings(), path -> Place.surroundings(sources.place())));
    settings.add(fileValues(sources.file(), variables, problems));
    settings.add(environment.values());
    settings.add(written(sources.flags(), Place::flag));
    return settings;
  }

  private static Map<String, Written> fileValues(
      @Nullable Path file, Variables variables, Problems problems) {
    return file == null
        ? Map.of()
        : ConfigFile.read(file, problems)
            .map(top -> new FileValues(file.toString(), variables, problems).of(top))
            .orElse(Map.of());
  }

  private static Map<String, Written> written(
      Map<String, String> texts, Function<String, Place> place) {
    Map<String, Written> values = new HashMap<>();
    texts.forEach((path, text) -> values.put(path, Written.of(place.apply(path), text)));
    return values;
  }

  private ServeConfig config() {
    return new ServeConfig(
        settings.text(Key.HOST, DEFAULTS.host()),
        settings.whole(Key.PORT, DEFAULTS.port(), 0, 65_535),
        settings.model(Key.MODEL),
        settings.whole(Key.EVENT_LOOPS, DEFAULTS.eventLoops(), 0, 1_024),
        new Watch(settings.timeOrZero(Key.WATCH_EVERY, DEFAULTS.watch().every())),
        challenger(),
        limits(),
        batching(),
        tls(),
        new AuthReader(settings).auth(),
        origins(),
        settings.choice(Key.LOG, DEFAULTS.log()),
        accessLog(),
        settings.path(Key.DATA),
        idKey(),
        settings.timeOrZero(Key.DRAIN, DEFAULTS.drain()));
  }

  private List<String> origins() {
    List<String> origins = Texts.list(settings.text(Key.CORS_ORIGINS, ""));
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        settings.problem(
            Key.CORS_ORIGINS.path(),
            "expected origins like https://shop.example, or *, but found '" + origin + "'");
      }
    }
    return origins;
  }

  private @Nullable Challenger challenger() {
    double share = settings.share(Key.CHALLENGER_SHARE, Challenger.DEFAULT_SHARE);
    Challenger.Mode mode = settings.choice(Key.CHALLENGER_MODE, Challenger.DEFAULT_MODE);
    String model = settings.model(Key.CHALLENGER_MODEL);
    if (model == null) {
      needs(Key.CHALLENGER_SHARE, Key.CHALLENGER_MODEL);
      needs(Key.CHALLENGER_MODE, Key.CHALLENGER_MODEL);
      return null;
    }
    return new Challenger(model, share, mode);
  }

  private Limits limits() {
    Limits usual = DEFAULTS.limits();
    return new Limits(
        settings.size(Key.LIMITS_BODY, usual.bodyBytes()),
        settings.whole(Key.LIMITS_ROWS, usual.rows(), 1, MOST),
        settings.time(Key.LIMITS_REQUEST_TIME, usual.requestTime()),
        settings.time(Key.LIMITS_IDLE, usual.idle()),
        settings.whole(Key.LIMITS_CONNECTIONS, usual.connections(), 1, MOST),
        settings.whole(Key.LIMITS_IN_FLIGHT, usual.inFlight(), 1, MOST));
  }

  private Batching batching() {
    Batching usual = DEFAULTS.batching();
    return new Batching(
        settings.choice(Key.BATCHING_MODE, usual.mode()),
        settings.whole(Key.BATCHING_MAX_ROWS, usual.maxRows(), 1, MOST),
        settings.whole(Key.BATCHING_INLINE_MICROS, usual.inlineMicros(), 0, MOST));
  }

  private @Nullable Tls tls() {
    Path certificate = settings.file(Key.TLS_CERTIFICATE);
    Path key = settings.file(Key.TLS_KEY);
    Path clientAuthority = settings.file(Key.TLS_CLIENT_AUTHORITY);
    needs(Key.TLS_CERTIFICATE, Key.TLS_KEY);
    needs(Key.TLS_KEY, Key.TLS_CERTIFICATE);
    needs(Key.TLS_CLIENT_AUTHORITY, Key.TLS_CERTIFICATE);
    return certificate == null || key == null ? null : new Tls(certificate, key, clientAuthority);
  }

  private @Nullable Secret idKey() {
    String hex = settings.text(Key.ID_KEY, "");
    if (hex.isEmpty()) {
      return null;
    }
    settings.requireHidden(Key.ID_KEY.path());
    if (!ID_KEY.matcher(hex).matches()) {
      settings.problem(
          Key.ID_KEY.path(), "expected 32 hexadecimal digits; make some with openssl rand -hex 16");
    }
    return new Secret(hex);
  }

  private AccessLog accessLog() {
    return switch (settings.text(Key.ACCESS_LOG, "")) {
      case "" -> DEFAULTS.accessLog();
      case "off" -> AccessLog.OFF;
      case "stdout" -> AccessLog.STANDARD_OUTPUT;
      default -> new AccessLog(true, accessLogFile());
    };
  }

  private @Nullable Path accessLogFile() {
    Path file = settings.path(Key.ACCESS_LOG);
    if (file != null && Files.isDirectory(file)) {
      settings.problem(Key.ACCESS_LOG.path(), file + " is a folder; name a file in it");
    }
    return file;
  }

  private void needs(Key given, Key missing) {
    if (!settings.has(missing)) {
      settings.problem(given.path(), "this needs '" + missing.path() + "' too");
    }
  }
}
