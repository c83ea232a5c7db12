package dev.millrace.pipeline.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL with a user {@code shop}. */
final class Postgres implements AutoCloseable {
  private final EmbeddedPostgres server;

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Where its binaries do not run, the test is skipped; on the build machines they have to. */
  static Postgres start() {
    try {
      Postgres started = new Postgres(EmbeddedPostgres.builder().start());
      started.as("postgres", "CREATE USER shop SUPERUSER");
      return started;
    } catch (IOException | IllegalStateException e) {
      if ("true".equals(System.getenv("CI")) && System.getProperty("os.name").startsWith("Linux")) {
        throw new AssertionError("PostgreSQL has to start on Linux", e);
      }
      Assumptions.abort("skipped: PostgreSQL does not start here: " + e);
      throw new AssertionError("not reached", e);
    }
  }

  String url() {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
  }

  void execute(String sql) {
    as("shop", sql);
  }

  private void as(String user, String sql) {
    try (Connection connection = DriverManager.getConnection(url(), user, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The first row, values parted by a bar. */
  String query(String sql) {
    try (Connection connection = DriverManager.getConnection(url(), "shop", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      StringJoiner row = new StringJoiner("|");
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        row.add(String.valueOf(rows.getString(i)));
      }
      return row.toString();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
