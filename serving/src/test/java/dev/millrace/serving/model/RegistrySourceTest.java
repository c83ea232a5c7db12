package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.Await;
import dev.millrace.serving.model.SwapEvent.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One real MLflow server for all tests. */
class RegistrySourceTest {
  private static final String CHAMPION = "models:/subscribers@champion";
  private static final Duration SOON = Duration.ofMillis(200);

  /** Shared, as by several servers on one machine; spares the downloads. */
  private static final String CACHE = "shared";

  @TempDir static Path folder;
  private static Registry registry;

  @BeforeAll
  static void start() {
    registry = Registry.start(folder);
    registry.register(Packages.ONE);
    registry.register(Packages.TWO);
    Path narrow = Packages.copy(Packages.TWO, folder.resolve("narrow"));
    registry.register(Packages.edit(narrow, "contract.json", "\"max\" : 600.0", "\"max\" : 500.0"));
    Path wrong = Packages.copy(Packages.ONE, folder.resolve("wrong"));
    registry.register(
        Packages.edit(wrong, "golden.jsonl", "\"probability\":0.0334", "\"probability\":0.5334"));
    registry.promote(1);
  }

  @AfterEach
  void mend() {
    registry.mend();
  }

  @AfterAll
  static void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  private static ModelWatcher open(String model, String cache) {
    return ModelWatcher.open(registry.source(model, cache), SOON, Packages.QUICK);
  }

  private static String version(ModelWatcher watcher) {
    return watcher.slot().current().identity().version();
  }

  private static void await(ModelWatcher watcher, String version) throws InterruptedException {
    Await.until(() -> version(watcher).equals(version));
    assertThat(version(watcher)).isEqualTo(version);
  }

  @Test
  void an_alias_that_moves_is_followed_while_requests_run() throws Exception {
    registry.promote(1);
    AtomicBoolean running = new AtomicBoolean(true);
    AtomicInteger answered = new AtomicInteger();
    try (ModelWatcher watcher = open(CHAMPION, CACHE)) {
      assertThat(watcher.slot().current().origin().alias()).isEqualTo("champion");
      assertThat(watcher.slot().current().origin().source()).isEqualTo(CHAMPION);
      Thread client =
          new Thread(
              () -> {
                while (running.get()) {
                  ServedModel model = watcher.slot().acquire();
                  model.scorer().score(model.example());
                  model.release();
                  answered.incrementAndGet();
                }
              });
      AtomicBoolean failed = new AtomicBoolean();
      client.setUncaughtExceptionHandler((thread, error) -> failed.set(true));
      client.start();
      watcher.start();

      registry.promote(2);
      await(watcher, "2");
      registry.promote(1);
      await(watcher, "1");

      running.set(false);
      client.join();
      assertThat(failed).isFalse();
      assertThat(answered.get()).isPositive();
    }
  }

  @Test
  void a_version_whose_contract_takes_less_is_refused_and_the_old_one_stays() {
    registry.promote(1);
    try (ModelWatcher watcher = open(CHAMPION, CACHE)) {
      registry.promote(3);
      watcher.check();
      watcher.check();
      SwapEvent event = watcher.slot().lastSwap();
      assertThat(event.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(event.version()).isEqualTo("3");
      assertThat(event.reason())
          .isEqualTo(
              "tenure: max is 600.0 today, 500.0 in this model.\n"
                  + "Callers may still send rows that this model refuses; when they no longer do,"
                  + " restart the server to take this version.");
      assertThat(version(watcher)).isEqualTo("1");
      assertThat(watcher.health().reachable()).isTrue();
    }
  }

  @Test
  void a_rollback_moves_the_alias_once_however_many_servers_are_told() {
    registry.promote(3);
    registry.promote(1);
    registry.promote(2);
    try (ModelWatcher one = open("models:/subscribers/1", CACHE);
        ModelWatcher first = open(CHAMPION, CACHE);
        ModelWatcher second = open(CHAMPION, CACHE)) {
      assertThat(version(one)).isEqualTo("1");

      RollbackResult result = first.rollBack();
      assertThat(result.event().outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(result.event().version()).as("nothing before was in memory").isEqualTo("1");
      assertThat(result.note()).isEqualTo("The alias champion is on version 1 now.");

      assertThat(second.rollBack().aliasMoved()).isTrue();
      assertThat(registry.champion()).isEqualTo(1);
      first.check();
      second.check();
      assertThat(version(first)).isEqualTo("1");
      assertThat(version(second)).isEqualTo("1");

      registry.promote(2);
      first.check();
      assertThat(version(first)).as("promoted again by a person").isEqualTo("2");
      assertThat(first.rollBack().event().version()).as("from memory").isEqualTo("1");
      assertThat(registry.champion()).isEqualTo(1);
      first.check();
      assertThat(version(first)).isEqualTo("1");
    }
  }

  @Test
  void a_second_rollback_moves_the_alias_that_the_first_could_not_and_does_not_go_forward() {
    registry.promote(1);
    try (ModelWatcher watcher = open(CHAMPION, CACHE)) {
      registry.promote(2);
      watcher.check();
      assertThat(version(watcher)).isEqualTo("2");
      registry.fallSilent();

      RollbackResult first = watcher.rollBack();
      assertThat(first.event().version()).isEqualTo("1");
      assertThat(first.aliasMoved()).isFalse();
      assertThat(first.note())
          .startsWith("The alias champion may still be on version 2: the registry has not")
          .endsWith("Roll back once more to try it again.");

      registry.mend();
      RollbackResult second = watcher.rollBack();
      assertThat(second.event().version()).isEqualTo("1");
      assertThat(second.aliasMoved()).isTrue();
      assertThat(second.note()).isEqualTo("The alias champion is on version 1 now.");
      assertThat(version(watcher)).isEqualTo("1");
      assertThat(registry.champion()).isEqualTo(1);
      watcher.check();
      assertThat(version(watcher)).isEqualTo("1");
    }
  }

  @Test
  void a_rollback_goes_to_the_version_before_also_where_the_alias_is_on_one_that_was_refused() {
    registry.promote(1);
    registry.promote(2);
    try (ModelWatcher watcher = open(CHAMPION, CACHE)) {
      registry.promote(3);
      watcher.check();
      assertThat(version(watcher)).isEqualTo("2");

      RollbackResult result = watcher.rollBack();
      assertThat(result.event().version()).isEqualTo("1");
      assertThat(result.aliasMoved()).isFalse();
      assertThat(result.note()).isEqualTo("The alias champion is on version 3 now.");
      watcher.check();
      assertThat(version(watcher)).isEqualTo("1");
    }
  }

  @Test
  void a_rollback_to_a_version_that_cannot_be_loaded_leaves_the_alias_where_it_is() {
    registry.promote(4);
    registry.promote(2);
    try (ModelWatcher watcher = open(CHAMPION, CACHE)) {
      assertThatThrownBy(watcher::rollBack)
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> {
                assertThat(e).hasMessageStartingWith("Version 4, to go back to, was refused: ");
                assertThat(e.hint())
                    .startsWith("Version 2 answers on and keeps the alias champion.");
              });
      assertThat(version(watcher)).isEqualTo("2");
      assertThat(registry.champion()).isEqualTo(2);
      assertThat(watcher.slot().lastSwap().outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(watcher.slot().lastSwap().version()).isEqualTo("4");

      registry.cut();
      assertThatThrownBy(watcher::rollBack)
          .isInstanceOfSatisfying(
              MillraceException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.TRACKING_UNREACHABLE));
      assertThat(version(watcher)).isEqualTo("2");
    }
  }

  @Test
  void a_broken_package_in_the_cache_is_fetched_again() {
    registry.promote(1);
    open(CHAMPION, CACHE).close();
    Path cached = folder.resolve(CACHE + "/subscribers/1");
    Packages.damage(cached, "calibration.json", "threshold", "thresh0ld");
    try (ModelWatcher watcher = open(CHAMPION, CACHE)) {
      assertThat(version(watcher)).isEqualTo("1");
      assertThat(cached.resolve("calibration.json")).content().contains("threshold");
    }
  }

  @Test
  void what_the_registry_does_not_have_is_said() {
    assertThatThrownBy(() -> open("models:/subscribers@challenger", CACHE))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.MODEL_NOT_FOUND);
              assertThat(e).hasMessage("There is no models:/subscribers@challenger.");
            });
  }

  @Test
  void a_registry_that_is_away_costs_nothing_but_news() throws Exception {
    registry.promote(1);
    try (ModelWatcher watcher = open(CHAMPION, CACHE)) {
      registry.promote(2);
      assertThat(watcher.check()).isTrue();
      registry.cut();

      assertThat(watcher.check()).isFalse();
      assertThat(watcher.health().reachable()).isFalse();
      assertThat(watcher.health().reason()).startsWith("The MLflow server at http://127.0.0.1:");
      assertThat(version(watcher)).isEqualTo("2");

      RollbackResult result = watcher.rollBack();
      assertThat(result.event().version()).isEqualTo("1");
      assertThat(result.aliasMoved()).isFalse();
      assertThat(result.note()).startsWith("The alias champion stays on version 2: The MLflow");

      try (ModelWatcher started = open(CHAMPION, CACHE)) {
        assertThat(version(started)).as("what was served last").isEqualTo("1");
        assertThat(started.recalled()).isTrue();
        assertThat(started.health().reachable()).isFalse();
        assertThat(started.health().since()).isBeforeOrEqualTo(started.health().checkedAt());
        try (ModelWatcher fixed = open("models:/subscribers/2", CACHE)) {
          assertThat(version(fixed)).isEqualTo("2");
        }
        assertThatThrownBy(() -> open(CHAMPION, "empty"))
            .isInstanceOfSatisfying(
                MillraceException.class,
                e -> {
                  assertThat(e.code()).isEqualTo(ErrorCode.TRACKING_UNREACHABLE);
                  assertThat(e.hint()).contains("No version that was served before");
                });
        assertThat(Files.exists(folder.resolve("empty/subscribers/1"))).isFalse();

        registry.mend();
        assertThat(started.check()).isTrue();
        assertThat(version(started)).as("where the alias still is").isEqualTo("2");
        assertThat(watcher.check()).isTrue();
        assertThat(version(watcher)).as("rolled back here").isEqualTo("1");
      }
    }
  }
}
