package dev.millrace.etl.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** Real databases for tests. PostgreSQL is started once and serves all tests of a JVM. */
public final class TestDatabases {
  private static final String GUARDED = "guarded";
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static @Nullable EmbeddedPostgres server;

  private TestDatabases() {}

  /** An embedded database in a file of that folder. */
  public static TestDatabase h2(Path folder) {
    String url = "jdbc:h2:" + folder.resolve("h2-" + COUNT.incrementAndGet());
    TestDatabase database = new TestDatabase(url, "sa", "Gr8 secret");
    database.run("SET DB_CLOSE_DELAY -1"); // makes it, and opens it once for all
    return database;
  }

  /**
   * A schema of its own in PostgreSQL. Where its binaries do not run here, the test is skipped and
   * says so; on the build machines of Linux they have to.
   */
  public static synchronized TestDatabase postgres() {
    EmbeddedPostgres running = server == null ? start() : server;
    server = running;
    String schema = "s" + COUNT.incrementAndGet();
    String url = "jdbc:postgresql://localhost:" + running.getPort() + "/postgres";
    new TestDatabase(url, "postgres", "postgres").run("CREATE SCHEMA " + schema);
    return new TestDatabase(url + "?currentSchema=" + schema, "postgres", "Gr8 secret");
  }

  /** A database of that server which asks for passwords; nobody has one. */
  public static String guardedUrl() {
    return postgres().url().replace("/postgres?", "/" + GUARDED + "?");
  }

  private static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres started = EmbeddedPostgres.builder().start();
      guard(started);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started)));
      return started;
    } catch (IOException | IllegalStateException e) {
      boolean required =
          "true".equals(System.getenv("CI")) && System.getProperty("os.name").startsWith("Linux");
      if (required) {
        throw new AssertionError("PostgreSQL has to start on Linux", e);
      }
      System.err.println("skipped: PostgreSQL does not start here: " + e);
      Assumptions.abort("PostgreSQL does not start here: " + e);
      throw new AssertionError("not reached", e);
    }
  }

  private static void guard(EmbeddedPostgres running) throws IOException {
    String url = "jdbc:postgresql://localhost:" + running.getPort() + "/postgres";
    TestDatabase database = new TestDatabase(url, "postgres", "postgres");
    Path rules = Path.of(database.rows("SHOW hba_file").get(0));
    String rule = "host " + GUARDED + " all all scram-sha-256\n";
    Files.writeString(rules, rule + Files.readString(rules));
    database.run("CREATE DATABASE " + GUARDED, "SELECT pg_reload_conf()");
  }

  private static void stop(EmbeddedPostgres running) {
    try {
      running.close();
    } catch (IOException e) {
      System.err.println("PostgreSQL did not stop: " + e);
    }
  }
}
