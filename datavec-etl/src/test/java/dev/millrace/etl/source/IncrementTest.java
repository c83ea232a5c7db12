package dev.millrace.etl.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.Lab;
import dev.millrace.etl.jdbc.TestDatabase;
import dev.millrace.etl.jdbc.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/** Landing by steps gives what landing at once gives, whatever happens to the table between. */
class IncrementTest {
  private static final int STEPS = 3;

  private int fromNothing;
  private int landings;

  private final Path folder = newFolder();
  private final TestDatabase db = TestDatabases.h2(folder);
  private final SourceSpec.Jdbc spec =
      new SourceSpec.Jdbc(
          "t",
          db.database(),
          "events",
          null,
          List.of(),
          List.of("id", "part"),
          "changed",
          7,
          List.of("none"));

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("increment");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeProperty
  void create() {
    db.run(
        "CREATE TABLE IF NOT EXISTS events (id INTEGER, part VARCHAR(1), price DECIMAL(6,2),"
            + " changed TIMESTAMP, PRIMARY KEY (id, part))");
  }

  @AfterProperty
  void remove() {
    AtomicFiles.deleteTree(folder);
    assertThat(fromNothing).as("landings from nothing, of %s", landings).isBetween(1, landings - 1);
  }

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void steps_give_the_same_rows_as_one_landing(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    db.run(
        "DELETE FROM events",
        "INSERT INTO events VALUES (-1, 'a', 1, NULL), (100, 'a', 1, TIMESTAMP '2023-12-31"
            + " 00:00:00')");
    EarlierLanding earlier = null;
    for (int step = 0; step < STEPS; step++) {
      change(random, step);
      Path file = folder.resolve("step" + step + ".duckdb");
      LandedTable byStep = land(file, earlier);
      LandedTable atOnce = land(folder.resolve("once.duckdb"), null);

      assertThat(byStep).isEqualTo(atOnce);
      assertThat(rows(file)).isEqualTo(rows(folder.resolve("once.duckdb")));
      earlier = new EarlierLanding(file, List.of(byStep));
    }
  }

  /**
   * Moments are few, so that many rows share one; they never fall behind those of a step before. An
   * old row is gone in at least one step, whatever chance says.
   */
  private void change(Random random, int step) {
    List<String> sql = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      String moment = "TIMESTAMP '2024-01-0" + (step + 1 + random.nextInt(2)) + " 00:00:00'";
      String changed = random.nextInt(8) == 0 ? "NULL" : moment;
      String key = (step * 3 + random.nextInt(6)) + ", '" + (random.nextBoolean() ? "a" : "b");
      int price = random.nextInt(50);
      switch (random.nextInt(5)) {
        case 0 -> sql.add("DELETE FROM events WHERE id = " + random.nextInt(12));
        case 1 ->
            sql.add(
                "UPDATE events SET price = "
                    + price
                    + ", changed = "
                    + moment
                    + " WHERE id < "
                    + random.nextInt(12));
        default ->
            sql.add("MERGE INTO events VALUES (" + key + "', " + price + ", " + changed + ")");
      }
    }
    if (landings == 0 && step > 0) {
      sql.clear(); // rows that are gone are noticed by their number, which others could make up
      sql.add("DELETE FROM events WHERE id = 100");
    }
    db.run(sql.toArray(String[]::new));
  }

  private LandedTable land(Path file, @Nullable EarlierLanding earlier) {
    Fingerprint fingerprint = Fingerprints.of(spec, Progress.silent());
    return Ingest.land(
            List.of(spec), List.of(fingerprint), file, Lab.SETTINGS, watched(earlier), earlier)
        .get(0);
  }

  /** Whoever goes on from before does not know how many rows will come. */
  private Progress watched(@Nullable EarlierLanding earlier) {
    landings += earlier == null ? 0 : 1;
    return (name, total, unit) -> {
      fromNothing += earlier != null && total >= 0 ? 1 : 0;
      return Progress.silent().start(name, total, unit);
    };
  }

  private static List<String> rows(Path file) {
    return Lab.query(file, "SELECT * FROM raw.t ORDER BY __row");
  }
}
