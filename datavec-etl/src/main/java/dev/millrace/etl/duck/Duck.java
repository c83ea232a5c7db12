package dev.millrace.etl.duck;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Opens DuckDB databases and runs short statements on them. A database opened here never reaches
 * for the network (extensions are neither installed nor loaded), keeps to its memory limit, spills
 * beside its file, keeps the order of inserted rows, and reads times as UTC.
 *
 * <p>All failures come as {@link dev.millrace.contract.error.MillraceException} from {@link
 * DuckErrors}.
 */
public final class Duck {
  private Duck() {}

  /** Opens a database for reading and writing; the file is made where there is none. */
  public static DuckDBConnection open(Path file, DuckSettings settings) {
    return connect(file, settings, false);
  }

  /** Opens an existing database that nobody will change meanwhile. */
  public static DuckDBConnection openReadOnly(Path file, DuckSettings settings) {
    return connect(file, settings, true);
  }

  /**
   * Opens an empty database in memory.
   *
   * @param spill folder for what does not fit into the memory limit; made when needed
   */
  public static DuckDBConnection inMemory(Path spill, DuckSettings settings) {
    return connect("", spill, properties(settings, spill));
  }

  /** Runs one statement without a result. */
  public static void execute(Connection connection, String sql, Object... parameters) {
    try (PreparedStatement statement = prepare(connection, sql, parameters)) {
      statement.execute();
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  /** The first column of the first row as a whole number; 0 where it is NULL or there is no row. */
  public static long queryLong(Connection connection, String sql, Object... parameters) {
    try (PreparedStatement statement = prepare(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getLong(1) : 0;
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  /** The first column of the first row as text; null where it is NULL or there is no row. */
  public static @Nullable String queryText(Connection connection, String sql, Object... values) {
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw DuckErrors.translate(e);
    }
  }

  /** A name as SQL: {@code "na""me"}. */
  public static String identifier(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A text as SQL: {@code 'te''xt'}. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /** A path as SQL, absolute. */
  public static String literal(Path path) {
    return literal(path.toAbsolutePath().toString());
  }

  private static DuckDBConnection connect(Path file, DuckSettings settings, boolean readOnly) {
    Path absolute = file.toAbsolutePath();
    requireUsable(absolute);
    Properties properties =
        properties(settings, absolute.resolveSibling(absolute.getFileName() + ".tmp"));
    properties.setProperty("access_mode", readOnly ? "READ_ONLY" : "READ_WRITE");
    return connect(absolute.toString(), absolute, properties);
  }

  /** DuckDB takes what follows these for options and for a query. */
  private static void requireUsable(Path file) {
    if (file.toString().matches("(?s).*[;?].*")) {
      throw new MillraceException(
          ErrorCode.FILE_ACCESS,
          "The path of a database must not hold ';' or '?', but it is " + file + ".",
          "Work in a folder with another name.");
    }
  }

  private static DuckDBConnection connect(String name, Path place, Properties properties) {
    DuckDBConnection connection;
    try {
      connection =
          (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + name, properties);
    } catch (SQLException e) {
      throw DuckErrors.translate(e, place);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL TimeZone = 'UTC'");
      return connection;
    } catch (SQLException e) {
      throw DuckErrors.translate(e, place);
    }
  }

  private static Properties properties(DuckSettings settings, Path spill) {
    Properties properties = new Properties();
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("allow_community_extensions", "false");
    properties.setProperty("memory_limit", settings.memoryLimit());
    properties.setProperty("threads", Integer.toString(settings.threads()));
    properties.setProperty("preserve_insertion_order", "true");
    properties.setProperty("temp_directory", spill.toAbsolutePath().toString());
    return properties;
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
