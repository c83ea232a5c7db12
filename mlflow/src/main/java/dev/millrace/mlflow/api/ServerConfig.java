package dev.millrace.mlflow.api;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached.
 *
 * @param uri {@code http} or {@code https}, with the base path of the server, without a slash at
 *     its end and without user and password
 * @param authority PEM file with the certificates of the authorities that are trusted instead of
 *     those of Java
 * @param connect time for a connection
 * @param answer time for an answer; uploads get more by their size
 */
public record ServerConfig(
    String uri,
    Credentials credentials,
    @Nullable Path authority,
    Duration connect,
    Duration answer) {
  /** The variables by which MLflow's own tools find their server. */
  public static final String URI_VARIABLE = "MLFLOW_TRACKING_URI";

  private static final String USER_VARIABLE = "MLFLOW_TRACKING_USERNAME";
  private static final String PASSWORD_VARIABLE = "MLFLOW_TRACKING_PASSWORD";
  private static final String TOKEN_VARIABLE = "MLFLOW_TRACKING_TOKEN";
  static final String AUTHORITY_VARIABLE = "MLFLOW_TRACKING_SERVER_CERT_PATH";

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /**
   * A server without secrets; user and password may stand in the address.
   *
   * @throws MillraceException {@code ARGUMENT_INVALID} where it is no address of a server
   */
  public static ServerConfig of(String address) {
    URI parsed = parse(address);
    String base = "%s://%s".formatted(parsed.getScheme(), hostOf(parsed)) + pathOf(parsed);
    return new ServerConfig(base, credentialsOf(parsed), null, CONNECT, ANSWER);
  }

  /**
   * The server that MLflow's own variables name; empty where {@code MLFLOW_TRACKING_URI} is unset.
   */
  public static Optional<ServerConfig> fromEnvironment(Map<String, String> environment) {
    String uri = environment.getOrDefault(URI_VARIABLE, "");
    return uri.isBlank() ? Optional.empty() : Optional.of(of(uri).withEnvironment(environment));
  }

  /** The same server with the secrets and the authority that the variables name. */
  public ServerConfig withEnvironment(Map<String, String> environment) {
    ServerConfig config = this;
    String user = environment.getOrDefault(USER_VARIABLE, "");
    String token = environment.getOrDefault(TOKEN_VARIABLE, "");
    String file = environment.getOrDefault(AUTHORITY_VARIABLE, "");
    if (!user.isBlank()) {
      config = config.withBasic(user, environment.getOrDefault(PASSWORD_VARIABLE, ""));
    } else if (!token.isBlank()) {
      config = config.withToken(token);
    }
    return file.isBlank() ? config : config.withAuthority(Path.of(file));
  }

  /** With MLflow's own authentication. */
  public ServerConfig withBasic(String user, String password) {
    return new ServerConfig(uri, new Credentials.Basic(user, password), authority, connect, answer);
  }

  /** With a bearer token. */
  public ServerConfig withToken(String token) {
    return new ServerConfig(uri, new Credentials.Token(token), authority, connect, answer);
  }

  /** Trusting the authorities of a PEM file. */
  public ServerConfig withAuthority(Path pem) {
    return new ServerConfig(uri, credentials, pem, connect, answer);
  }

  /** With other time-outs. */
  public ServerConfig withTimeouts(Duration toConnect, Duration toAnswer) {
    return new ServerConfig(uri, credentials, authority, toConnect, toAnswer);
  }

  private static URI parse(String address) {
    try {
      URI parsed = new URI(address.strip());
      String scheme = String.valueOf(parsed.getScheme()).toLowerCase(Locale.ROOT);
      if (parsed.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return parsed;
      }
    } catch (URISyntaxException e) {
      throw noAddress(address, e);
    }
    throw noAddress(address, null);
  }

  private static MillraceException noAddress(String address, @Nullable Throwable cause) {
    String shown = address.replaceAll("//[^@/]*@", "//***@");
    return new MillraceException(
        ErrorCode.ARGUMENT_INVALID,
        "'" + shown + "' is no address of an MLflow server: expected http://… or https://….",
        "For example http://127.0.0.1:5000; 'millrace mlflow' starts a server there.",
        cause);
  }

  private static String hostOf(URI parsed) {
    return parsed.getPort() < 0 ? parsed.getHost() : parsed.getHost() + ":" + parsed.getPort();
  }

  private static String pathOf(URI parsed) {
    String path = parsed.getRawPath() == null ? "" : parsed.getRawPath();
    return path.replaceAll("/+$", "");
  }

  private static Credentials credentialsOf(URI parsed) {
    String info = parsed.getUserInfo();
    if (info == null) {
      return new Credentials.None();
    }
    int colon = info.indexOf(':');
    return colon < 0
        ? new Credentials.Basic(info, "")
        : new Credentials.Basic(info.substring(0, colon), info.substring(colon + 1));
  }
}
