package dev.millrace.mlflow.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.mlflow.RunStart;
import dev.millrace.mlflow.TrackedRun;
import dev.millrace.mlflow.TrackedVersion;
import dev.millrace.mlflow.Tracking;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.server.RealServer;
import dev.millrace.mlflow.ship.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
  @TempDir Path directory;

  private final String name = "registry " + UUID.randomUUID();
  private ModelRegistry registry;

  @BeforeEach
  void connect() {
    registry = new ModelRegistry(ServerConfig.of(RealServer.uri()));
  }

  @AfterEach
  void disconnect() {
    if (registry != null) {
      registry.close();
    }
  }

  private void register(String content, String alias) throws IOException {
    register(content, version -> version.alias(alias));
  }

  private void register(String content, Consumer<TrackedVersion> then) throws IOException {
    Path run = Files.createDirectories(directory.resolve(content));
    Files.createDirectories(run.resolve("model/data"));
    Files.writeString(run.resolve("model/MLmodel"), "flavors: {}\n");
    Files.writeString(run.resolve("model/data/weights.bin"), content);
    try (Tracking tracking = Tracking.open(run)) {
      TrackedRun tracked = tracking.begin(RunStart.of(name, content));
      then.accept(
          tracked
              .model(run.resolve("model"), name, Map.of(), Map.of())
              .register(name, content, Map.of("gates", "passed")));
      tracked.finished();
    }
    Sync.sync(run, ServerConfig.of(RealServer.uri()));
  }

  @Test
  void versions_are_listed_promoted_and_rolled_back() throws IOException {
    register("one", ModelRegistry.CHAMPION);
    register("two", ModelRegistry.CANDIDATE);

    assertThat(registry.models()).containsEntry(name, Map.of("champion", 1, "candidate", 2));
    assertThat(registry.versions(name))
        .extracting(ModelVersion::version, ModelVersion::description, ModelVersion::aliases)
        .containsExactly(
            tuple(2, "two", List.of("candidate")), tuple(1, "one", List.of("champion")));

    registry.promote(ModelUri.parse("models:/" + name + "@candidate"), ModelRegistry.CHAMPION);
    ModelUri champion = ModelUri.parse("models:/" + name + "@champion");
    assertThat(registry.find(champion).version()).isEqualTo(2);

    assertThat(registry.rollBack(name, ModelRegistry.CHAMPION).version()).isEqualTo(1);
    assertThat(registry.find(champion).version()).isEqualTo(1);
    assertThatThrownBy(() -> registry.rollBack(name, ModelRegistry.CHAMPION))
        .isInstanceOf(MillraceException.class)
        .hasMessageContaining("had no champion before version 1");

    registry.removeAlias(name, ModelRegistry.CANDIDATE);
    registry.removeAlias(name, ModelRegistry.CANDIDATE);
    assertThat(registry.versions(name).get(0).aliases()).isEmpty();
  }

  /** Sync again, with the cursor lost, must not put the alias back. */
  @Test
  void an_alias_that_was_moved_stays_where_it_is() throws IOException {
    register("one", ModelRegistry.CHAMPION);
    register("two", ModelRegistry.CHAMPION);
    Files.delete(directory.resolve("one/journal.cursor"));

    Sync.sync(directory.resolve("one"), ServerConfig.of(RealServer.uri()));

    assertThat(registry.find(ModelUri.parse(name + "@champion")).version()).isEqualTo(2);
  }

  @Test
  void a_title_that_went_to_another_meanwhile_is_not_taken_from_it() throws IOException {
    assertThat(registry.holder(name, ModelRegistry.CHAMPION)).isEmpty();
    register("one", version -> version.alias(ModelRegistry.CHAMPION, ""));
    ModelVersion first = registry.holder(name, ModelRegistry.CHAMPION).orElseThrow();

    register("two", version -> version.alias(ModelRegistry.CHAMPION, first.record()));
    register("three", version -> version.alias(ModelRegistry.CHAMPION, first.record()));
    register("four", version -> version.alias(ModelRegistry.CHAMPION, ""));

    ModelVersion champion = registry.holder(name, ModelRegistry.CHAMPION).orElseThrow();
    assertThat(champion.description()).isEqualTo("two");
    assertThat(registry.find(ModelUri.parse(name + "/4")).tags())
        .containsEntry("millrace.alias.champion", "left to version 2");
    assertThat(registry.rollBack(name, ModelRegistry.CHAMPION).version()).isEqualTo(1);
  }

  @Test
  void a_version_is_fetched_whole_and_a_changed_byte_is_refused_by_name() throws IOException {
    register("one", ModelRegistry.CHAMPION);
    Path fetched = directory.resolve("fetched");

    ModelVersion version = registry.download(ModelUri.parse(name + "/1"), fetched);

    assertThat(version.version()).isEqualTo(1);
    assertThat(fetched.resolve("data/weights.bin")).hasContent("one");
    assertThat(fetched.resolve("checksums.sha256")).content().contains("  data/weights.bin");

    try (Stream<Path> stored = Files.walk(RealServer.folder().resolve("artifacts"))) {
      for (Path file : stored.filter(path -> path.endsWith("weights.bin")).toList()) {
        Files.writeString(file, Files.readString(file).replace("one", "0ne"));
      }
    }
    Path again = directory.resolve("again");
    assertThatThrownBy(() -> registry.download(ModelUri.parse(name + "@champion"), again))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_INVALID);
              assertThat(e.problems())
                  .containsExactly(new Problem("data/weights.bin", "is not what was logged"));
            });
    assertThat(again).doesNotExist();
  }

  @Test
  void what_is_not_there_is_said_with_what_there_is() throws IOException {
    register("one", ModelRegistry.CANDIDATE);
    assertThatThrownBy(() -> registry.find(ModelUri.parse(name + "@champion")))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e).hasMessage("There is no models:/" + name + "@champion.");
              assertThat(e.hint()).isEqualTo("There are: 1 @candidate.");
            });
    assertThatThrownBy(() -> registry.versions(name + "x"))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.hint()).contains("Did you mean"));
    assertThatThrownBy(() -> ModelUri.parse("models:/a/b"))
        .hasMessageContaining("names no version of a model");
  }
}
