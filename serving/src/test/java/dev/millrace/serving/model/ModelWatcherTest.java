package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.serving.Await;
import dev.millrace.serving.model.SwapEvent.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder is watched; the looks are made by the test where it does not start the thread. */
class ModelWatcherTest {
  @TempDir Path directory;

  private final List<SwapEvent> events = new ArrayList<>();
  private Path served;
  private ModelWatcher watcher;
  private String first;

  @BeforeEach
  void serve() {
    served = Packages.copy(Packages.ONE, directory.resolve("model"));
    watcher = ModelWatcher.open(new FolderSource(served), Duration.ofMillis(20), Packages.QUICK);
    watcher.slot().listen(events::add);
    first = version();
  }

  @AfterEach
  void close() {
    watcher.close();
  }

  private String version() {
    return watcher.slot().current().identity().version();
  }

  private void replaceBy(Path other) throws IOException {
    Path prepared = Packages.copy(other, directory.resolve("prepared"));
    AtomicFiles.deleteTree(served);
    AtomicFiles.move(prepared, served);
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      watcher.check();
    }
  }

  @Test
  void a_folder_that_is_replaced_is_swapped_in_by_the_thread_of_the_watcher() throws Exception {
    watcher.start();
    replaceBy(Packages.TWO);
    Await.until(() -> !version().equals(first));
    assertThat(version()).isNotEqualTo(first);
    assertThat(watcher.slot().previous().version()).isEqualTo(first);
    Await.until(() -> watcher.health().reachable()); // noted after the swap
    assertThat(watcher.health().reachable()).isTrue();
  }

  @Test
  void a_link_that_leads_elsewhere_is_followed() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), served);
    try (ModelWatcher linked =
        ModelWatcher.open(new FolderSource(link), Duration.ofHours(1), Packages.QUICK)) {
      Path next = Packages.copy(Packages.TWO, directory.resolve("next"));
      Files.delete(link);
      Files.createSymbolicLink(link, next);
      linked.check();
      assertThat(linked.slot().lastSwap().outcome()).isEqualTo(Outcome.SWAPPED);
    }
  }

  @Test
  void the_same_package_again_is_no_change() throws IOException {
    replaceBy(Packages.ONE);
    Files.setLastModifiedTime(
        served.resolve("contract.json"), FileTime.from(Instant.parse("2030-01-01T00:00:00Z")));
    look(3);
    assertThat(events).isEmpty();
  }

  @Test
  void a_package_that_is_copied_file_by_file_is_taken_when_it_is_whole_and_never_refused()
      throws IOException {
    AtomicFiles.deleteTree(served);
    Files.createDirectories(served);
    List<Path> files = new ArrayList<>(Packages.files(Packages.TWO));
    Path checksums = Packages.TWO.resolve("checksums.sha256");
    files.remove(checksums);
    files.add(2, checksums); // early, so that the rest is missing for long
    for (Path file : files) {
      Files.copy(file, served.resolve(file.getFileName()));
      watcher.check();
    }
    look(1);
    assertThat(events).extracting(SwapEvent::outcome).containsExactly(Outcome.SWAPPED);
    assertThat(version()).isNotEqualTo(first);
  }

  @Test
  void a_package_that_does_not_fit_into_the_heap_is_refused_once_and_the_old_one_stays()
      throws IOException {
    AtomicLong free = new AtomicLong(Long.MAX_VALUE);
    SelfTest selfTest = new SelfTest(Duration.ofMillis(1), new HeapRoom(free::get));
    try (ModelWatcher narrow =
        ModelWatcher.open(new FolderSource(served), Duration.ofHours(1), selfTest)) {
      narrow.slot().listen(events::add);
      free.set(1 << 17);
      replaceBy(Packages.TWO);
      for (int i = 0; i < 5; i++) {
        narrow.check();
      }
      assertThat(events).extracting(SwapEvent::outcome).containsExactly(Outcome.REFUSED);
      assertThat(events.get(0).reason())
          .startsWith("To load the model takes up to 1 MiB of heap, and 0 MiB are free.\n")
          .contains("MILLRACE_HEAP");
      assertThat(narrow.slot().current().identity().version()).isEqualTo(first);
    }
  }

  @Test
  void a_broken_package_is_refused_once_and_taken_when_it_is_mended() throws IOException {
    Path broken = Packages.copy(Packages.TWO, directory.resolve("broken"));
    Packages.damage(broken, "calibration.json", "threshold", "thresh0ld");
    replaceBy(broken);
    look(5);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(events.get(0).reason())
        .startsWith("calibration.json was changed: its SHA-256 is not that of checksums.sha256.\n");
    assertThat(version()).isEqualTo(first);

    assertThat(watcher.refusal()).isEqualTo(events.get(0));

    replaceBy(Packages.TWO);
    look(1);
    assertThat(events.get(1).outcome()).isEqualTo(Outcome.SWAPPED);
    assertThat(watcher.refusal()).isNull();
  }

  @Test
  void a_refusal_lasts_as_long_as_the_source_has_what_was_refused() throws IOException {
    Path broken = Packages.copy(Packages.TWO, directory.resolve("broken"));
    Packages.damage(broken, "calibration.json", "threshold", "thresh0ld");
    Path link = Files.createSymbolicLink(directory.resolve("link"), served);
    try (ModelWatcher linked =
        ModelWatcher.open(new FolderSource(link), Duration.ofHours(1), Packages.QUICK)) {
      linked.slot().listen(events::add);
      for (int time = 1; time <= 2; time++) {
        lead(link, broken, linked);
        assertThat(linked.refusal()).isNotNull();
        assertThat(events).as("told once each time").hasSize(time);
        lead(link, served, linked);
        assertThat(linked.refusal()).as("what answers is what the source has").isNull();
      }
    }
  }

  private static void lead(Path link, Path target, ModelWatcher linked) throws IOException {
    Files.delete(link);
    Files.createSymbolicLink(link, target);
    for (int looks = 0; looks < 3; looks++) {
      linked.check();
    }
  }

  @Test
  void a_folder_is_told_by_its_last_two_names_only() {
    assertThat(watcher.slot().current().origin().source())
        .isEqualTo("folder " + directory.getFileName() + "/model");
  }

  @Test
  void a_package_whose_contract_takes_less_is_refused_with_every_reason() throws IOException {
    Path narrow = Packages.copy(Packages.TWO, directory.resolve("narrow"));
    Packages.edit(narrow, "contract.json", "\"max\" : 600.0", "\"max\" : 500.0");
    Packages.edit(narrow, "contract.json", "\"positive\" : \"Yes\"", "\"positive\" : \"Y\"");
    replaceBy(narrow);
    look(3);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).reason().lines())
        .containsExactly(
            "The question is churned = Yes today, and churned = Y in this model.",
            "tenure: max is 600.0 today, 500.0 in this model.",
            "Callers would take its answers for those to today's question; when they know better,"
                + " restart the server to take this version.");
    assertThat(version()).isEqualTo(first);
  }

  @Test
  void what_was_rolled_back_stays_away_until_the_source_changes() throws IOException {
    replaceBy(Packages.TWO);
    look(1);
    RollbackResult result = watcher.rollBack();
    assertThat(result.event().version()).isEqualTo(first);
    assertThat(result.note()).endsWith("a restart serves it again: put there what you want.");

    replaceBy(Packages.TWO);
    look(3);
    assertThat(version()).as("the same content, copied again").isEqualTo(first);

    replaceBy(Packages.ONE);
    look(1);
    replaceBy(Packages.TWO);
    look(1);
    assertThat(version()).as("somebody wants it").isNotEqualTo(first);
  }

  @Test
  void a_folder_that_is_gone_is_said_and_the_model_stays() throws IOException {
    AtomicFiles.deleteTree(served);
    assertThat(watcher.check()).isFalse();
    assertThat(watcher.health().reachable()).isFalse();
    assertThat(watcher.health().reason()).startsWith("There is no model package at ");
    assertThat(watcher.health().reason()).doesNotContain(directory.toString());
    assertThat(version()).isEqualTo(first);

    SourceHealth before = watcher.health();
    watcher.check();
    assertThat(watcher.health().since()).isEqualTo(before.since());
    replaceBy(Packages.ONE);
    assertThat(watcher.check()).isTrue();
    assertThat(watcher.health().reachable()).isTrue();
  }

  @Test
  void a_folder_that_is_gone_is_looked_at_as_often_as_ever() throws Exception {
    AtomicFiles.deleteTree(served);
    watcher.start();
    for (int looks = 0; looks < 14; looks++) { // a wait that doubles would be half a minute then
      Instant checked = watcher.health().checkedAt();
      Await.until(() -> watcher.health().checkedAt().isAfter(checked));
      assertThat(watcher.health().checkedAt()).isAfter(checked);
    }
  }

  @Test
  void a_time_of_zero_between_looks_means_never() throws Exception {
    try (ModelWatcher never =
        ModelWatcher.open(new FolderSource(served), Duration.ZERO, Packages.QUICK)) {
      Instant checked = never.health().checkedAt();
      never.start();
      Thread.sleep(50);
      assertThat(never.health().checkedAt()).isEqualTo(checked);
    }
  }

  @Test
  void a_look_that_fails_as_nobody_thought_is_not_the_last() throws Exception {
    watcher.listen(
        health -> {
          throw new IllegalStateException("a listener with a fault");
        });
    AtomicFiles.deleteTree(served);
    watcher.start();
    Await.until(() -> !watcher.health().reachable());
    replaceBy(Packages.TWO);
    Await.until(() -> !version().equals(first));
    assertThat(version()).isNotEqualTo(first);
  }

  @Test
  void without_a_first_model_there_is_no_server() {
    FolderSource nothing = new FolderSource(directory.resolve("nothing"));
    assertThatThrownBy(() -> ModelWatcher.open(nothing, Duration.ofSeconds(1)))
        .hasMessageContaining("There is no model package at")
        .hasMessageEndingWith(": there is no such folder, or it may not be looked at.");
  }
}
