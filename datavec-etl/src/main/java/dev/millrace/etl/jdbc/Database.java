package dev.millrace.etl.jdbc;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How to connect to a database. Passwords, tokens and the like go into the connection and nowhere
 * else: not into texts, JSON, fingerprints or errors, whether they came as the password, as a
 * property or inside the URL. Immutable.
 */
public final class Database {
  private static final String H2 = "jdbc:h2:";

  /** Where the drivers are that people use most; the two of Millrace itself need no jar. */
  private static final Map<String, String> DRIVERS =
      Map.of(
          "db2", "com.ibm.db2:jcc",
          "mariadb", "org.mariadb.jdbc:mariadb-java-client",
          "mysql", "com.mysql:mysql-connector-j",
          "oracle", "com.oracle.database.jdbc:ojdbc11",
          "snowflake", "net.snowflake:snowflake-jdbc",
          "sqlite", "org.xerial:sqlite-jdbc",
          "sqlserver", "com.microsoft.sqlserver:mssql-jdbc");

  private final String url;
  private final @Nullable String user;
  private final @Nullable String password;
  private final Map<String, String> properties;
  private final Secrets secrets;

  /**
   * @param url begins with {@code jdbc:}
   * @param properties of the driver, by its own names
   */
  public Database(
      String url,
      @Nullable String user,
      @Nullable String password,
      Map<String, String> properties) {
    if (!url.startsWith("jdbc:")) {
      throw new IllegalArgumentException("a URL of JDBC begins with jdbc:");
    }
    this.url = url;
    this.user = user;
    this.password = password;
    this.properties = Map.copyOf(properties);
    this.secrets = new Secrets(url, password, properties);
  }

  /** A URL without the secrets in it, so that one without any stays as it is. */
  public static String masked(String url) {
    return Secrets.maskedUrl(url);
  }

  /** Whether a property of a driver holds a secret, by its name. */
  public static boolean isSecret(String property) {
    return Secrets.isSecret(property);
  }

  /** The URL without secrets. */
  public String place() {
    return secrets.masked(url);
  }

  /**
   * Connects; closing the connection is the caller's business. An embedded H2 database is never
   * made by connecting, and gives its rows one by one.
   *
   * @param subject what the connection is for, in front of every error: {@code Source 'customers'}
   * @throws MillraceException {@code RECIPE_INVALID} without a driver, {@code SOURCE_UNREACHABLE},
   *     {@code SOURCE_NOT_FOUND} where there is no such database, {@code SOURCE_UNREADABLE} where
   *     it refuses the login, {@code LOCKED}
   */
  public Connection open(String subject) {
    requireDriver(subject);
    Properties given = new Properties();
    properties.forEach(given::setProperty);
    if (user != null) {
      given.setProperty("user", user);
    }
    if (password != null) {
      given.setProperty("password", password);
    }
    if (url.startsWith("jdbc:mysql:")) {
      given.putIfAbsent("useCursorFetch", "true"); // else it reads a whole table into the heap
    }
    try {
      return DriverManager.getConnection(completeUrl(), given);
    } catch (SQLException e) {
      throw new DatabaseErrors(this, subject, ErrorCode.SOURCE_UNREADABLE).translate(e);
    }
  }

  /** A text of the driver without secrets. */
  String withoutSecrets(String text) {
    return secrets.masked(text);
  }

  String userName() {
    return user == null ? "no name" : "'" + user + "'";
  }

  private String completeUrl() {
    if (!url.startsWith(H2)) {
      return url;
    }
    String upper = url.toUpperCase(Locale.ROOT);
    return url
        + (upper.contains(";IFEXISTS=") ? "" : ";IFEXISTS=TRUE")
        + (upper.contains(";LAZY_QUERY_EXECUTION=") ? "" : ";LAZY_QUERY_EXECUTION=TRUE");
  }

  private void requireDriver(String subject) {
    if (DriverManager.drivers().anyMatch(this::isTaken)) {
      return;
    }
    String[] parts = url.split(":", 3);
    String kind = "jdbc:" + parts[1];
    if (kind.equals("jdbc:postgresql") || kind.equals("jdbc:h2")) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          subject + ": the driver of " + kind + " does not understand " + place() + ".",
          "Write it like jdbc:postgresql://host:5432/database or jdbc:h2:./file.");
    }
    String jar = DRIVERS.get(parts[1].toLowerCase(Locale.ROOT));
    throw new MillraceException(
        ErrorCode.RECIPE_INVALID,
        subject + ": there is no driver for " + kind + " on the class path (" + place() + ").",
        "Put its jar "
            + (jar == null ? "" : "(" + jar + " of Maven Central) ")
            + "on the class path: MILLRACE_CLASSPATH=driver.jar ./millrace …");
  }

  private boolean isTaken(Driver driver) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Where and who, without secrets: equal texts mean the same view of the same data. */
  @Override
  @JsonValue
  public String toString() {
    Map<String, String> shown = new TreeMap<>();
    properties.forEach(
        (name, value) -> shown.put(name, Secrets.isSecret(name) ? Secrets.MASK : value));
    return place() + (user == null ? "" : " as " + user) + (shown.isEmpty() ? "" : " " + shown);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Database that
        && url.equals(that.url)
        && Objects.equals(user, that.user)
        && Objects.equals(password, that.password)
        && properties.equals(that.properties);
  }

  @Override
  public int hashCode() {
    return Objects.hash(url, user, properties);
  }
}
