package dev.millrace.serving.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.feature.RowParser;
import dev.millrace.monitoring.ReferenceProfile;
import dev.millrace.scoring.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfTestTest {
  @TempDir Path folder;

  private Path copy() {
    return Packages.copy(Packages.ONE, folder.resolve("model"));
  }

  @Test
  void a_model_knows_who_it_is_and_what_a_row_costs() {
    ServedModel model =
        new SelfTest().load(FolderSource.candidate(Packages.ONE, "folder subscribers-1"));

    assertThat(model.identity().name()).isEqualTo("subscribers");
    assertThat(model.identity().version()).isEqualTo(model.origin().runId()).matches("2026\\S+");
    assertThat(model.cost().microsPerRow()).isBetween(0.1, 10_000.0);
    assertThat(model.cost().microsPerRowInBlock()).isBetween(0.05, 10_000.0);
    assertThat(new String(model.documents().card().json(model.identity(), null), UTF_8))
        .contains("\"roc_auc\":0.");
    assertThat(model.documents().profile()).isNotNull();
    model.release();
  }

  @Test
  void the_example_is_a_row_that_can_be_sent() {
    ServedModel model = Packages.load(Packages.ONE);
    assertThat(model.example())
        .containsEntry("plan", "pro")
        .containsEntry("tenure", 71L)
        .containsEntry("autopay", true)
        .containsEntry("joined", "2020-07-19")
        .containsEntry("last_seen", "2026-05-26T21:30:32Z");
    assertThat(new RowParser(model.identity().contract()).parse(model.example()).rows()).isOne();
    model.release();
  }

  @Test
  void a_changed_byte_is_refused_by_the_name_of_its_file() {
    Packages.damage(copy(), "calibration.json", "threshold", "thresh0ld");
    assertThatThrownBy(() -> Packages.load(folder.resolve("model")))
        .hasMessageContaining("calibration.json was changed");
  }

  @Test
  void golden_rows_that_a_request_could_not_send_are_refused_without_their_values() {
    Packages.edit(copy(), "contract.json", "\"basic\", \"pro\", \"team\"", "\"basic\", \"team\"");
    assertThatThrownBy(() -> Packages.load(folder.resolve("model")))
        .hasMessage(
            "golden.jsonl:1: the row does not come through a request unchanged: the contract"
                + " refuses plan.");
  }

  @Test
  void golden_rows_that_a_request_reads_otherwise_are_refused() {
    Packages.edit(
        copy(),
        "contract.json",
        "\"text\" : [ \"trim\" ],\n    \"encoding\" : {\n      \"method\" : \"auto\"",
        "\"text\" : [ \"upper\", \"fold\" ],\n    \"encoding\" : {\n      \"method\" : \"auto\"");
    assertThatThrownBy(() -> Packages.load(folder.resolve("model")))
        .hasMessageContaining("column 'region' is read as another value");
  }

  @Test
  void a_profile_of_other_columns_is_refused_before_the_model_is_to_answer() throws IOException {
    Path file = copy().resolve("reference-profile.bin");
    ReferenceProfile own = ReferenceProfile.read(file);
    ReferenceProfile other =
        new ReferenceProfile(own.features().subList(1, own.features().size()), own.scores());
    Files.write(file, other.toBytes());
    Checksums.write(folder.resolve("model"));
    assertThatThrownBy(() -> Packages.load(folder.resolve("model")))
        .hasMessage("The reference profile is of other columns than the contract 'subscribers'.");
  }
}
