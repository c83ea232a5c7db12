package dev.millrace.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Json;
import dev.millrace.models.train.TrainedModel;
import dev.millrace.scoring.GoldenRow;
import dev.millrace.scoring.GoldenRows;
import dev.millrace.scoring.ModelPackage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PackageWriterTest {
  @TempDir static Path folder;

  private static final PackageContents CONTENTS = PackageFixture.contents();
  private static Path written;
  private static ModelPackage loaded;

  @BeforeAll
  static void write() {
    written = folder.resolve("model");
    loaded = PackageWriter.write(CONTENTS, written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "de-DE"})
  void a_package_is_the_same_in_every_country(String country, @TempDir Path other) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(country));
    try {
      PackageWriter.write(CONTENTS, other.resolve("model"));
    } finally {
      Locale.setDefault(before);
    }
    for (String text : List.of("MLmodel", "README.md", "golden.jsonl", "millrace.json")) {
      assertThat(other.resolve("model").resolve(text))
          .hasSameTextualContentAs(written.resolve(text));
    }
  }

  @Test
  void the_folder_holds_the_files_of_the_design_and_nothing_else() throws IOException {
    assertThat(names(written))
        .containsExactlyInAnyOrder(
            "MLmodel",
            "README.md",
            "calibration.json",
            "checksums.sha256",
            "conda.yaml",
            "contract.json",
            "encoder.json",
            "golden.jsonl",
            "input_example.json",
            "metrics.json",
            "millrace.json",
            "model.onnx",
            "network.zip",
            "pipeline.onnx",
            "provenance.json",
            "python_env.yaml",
            "requirements.txt",
            "serving_input_example.json");
    assertThat(names(folder)).as("no temporary folder stays").containsExactly("model");
  }

  @Test
  void what_is_loaded_equals_what_was_written() throws IOException {
    assertThat(loaded.contract()).isEqualTo(CONTENTS.contract());
    assertThat(loaded.rule()).isEqualTo(CONTENTS.rule());
    assertThat(loaded.encoder().featureNames()).isEqualTo(CONTENTS.encoder().featureNames());
    assertThat(loaded.manifest().network()).isEqualTo("mlp");
    assertThat(loaded.manifest().format()).isEqualTo(1);
    MultiLayerNetwork network =
        MultiLayerNetwork.load(written.resolve("network.zip").toFile(), false);
    assertThat(network.params()).isEqualTo(CONTENTS.trained().networks().get(0).params());
  }

  @Test
  void an_ensemble_is_packaged_with_every_member_and_scores_their_mean(@TempDir Path other)
      throws IOException {
    PackageContents three = PackageFixture.contentsOf(3);
    Path model = other.resolve("model");
    ModelPackage ensemble = PackageWriter.write(three, model);

    assertThat(names(model)).contains("network.zip", "network-2.zip", "network-3.zip").hasSize(20);
    assertThat(ensemble.manifest().network()).isEqualTo("mlp");
    assertThat(ensemble.manifest().moreNetworks())
        .containsExactly("network-2.zip", "network-3.zip");
    assertThat(loaded.manifest().moreNetworks()).isEmpty();
    assertThat(Files.readString(model.resolve("checksums.sha256"))).contains("  network-3.zip\n");
    assertThat(flavor(model).get("weights"))
        .isEqualTo(List.of("network.zip", "network-2.zip", "network-3.zip"));
    assertThat(flavor(written).get("weights")).isEqualTo("network.zip");
    int parameters = three.trained().networks().stream().mapToInt(n -> (int) n.numParams()).sum();
    assertThat(Files.readString(model.resolve("README.md")))
        .contains("An ensemble of 3 networks `mlp`", "with " + parameters + " parameters");
    for (int i = 0; i < 3; i++) {
      Path zip = model.resolve(three.networkFiles().get(i));
      assertThat(MultiLayerNetwork.load(zip.toFile(), false).params())
          .isEqualTo(three.trained().networks().get(i).params());
    }
    assertThat(Files.readAllBytes(model.resolve("golden.jsonl")))
        .isNotEqualTo(Files.readAllBytes(written.resolve("golden.jsonl")));
  }

  @Test
  void a_member_of_an_ensemble_that_is_missing_is_named(@TempDir Path other) throws IOException {
    Path model = other.resolve("model");
    PackageWriter.write(PackageFixture.contentsOf(2), model);
    Files.delete(model.resolve("network-2.zip"));

    assertThatThrownBy(() -> ModelPackage.load(model)).hasMessageContaining("network-2.zip");
  }

  @Test
  void golden_rows_cover_missing_values_and_unseen_categories() throws IOException {
    List<GoldenRow> golden = goldenRows();
    List<String> mayBeMissing = List.of("charges", "since", "seen", "region");

    assertThat(golden).hasSizeGreaterThanOrEqualTo(50);
    assertThat(golden)
        .anySatisfy(row -> assertThat(row.row()).doesNotContainKeys(keys(mayBeMissing)));
    assertThat(golden).anySatisfy(row -> assertThat(row.row()).containsKeys(keys(mayBeMissing)));
    assertThat(golden)
        .anySatisfy(row -> assertThat(row.row()).containsEntry("region", GoldenRows.UNSEEN));
    assertThat(golden)
        .allSatisfy(row -> assertThat(row.probability()).isBetween(0.0, 1.0))
        .extracting(GoldenRow::raw)
        .doesNotHaveDuplicates();
  }

  @Test
  void mlflow_reads_the_signature_of_the_contract() throws IOException {
    Map<?, ?> model = yaml(written.resolve("MLmodel"));

    assertThat(model.get("flavors"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("millrace", "onnx", "python_function");
    Map<?, ?> signature = (Map<?, ?>) model.get("signature");
    assertThat(signature.get("inputs"))
        .isEqualTo(
            "[{\"name\":\"tenure\",\"required\":true,\"type\":\"any\"},"
                + "{\"name\":\"charges\",\"required\":true,\"type\":\"any\"},"
                + "{\"name\":\"senior\",\"required\":true,\"type\":\"any\"},"
                + "{\"name\":\"since\",\"required\":true,\"type\":\"any\"},"
                + "{\"name\":\"seen\",\"required\":true,\"type\":\"any\"},"
                + "{\"name\":\"contract\",\"required\":true,\"type\":\"string\"},"
                + "{\"name\":\"region\",\"required\":true,\"type\":\"string\"}]");
    assertThat(signature.get("outputs"))
        .isEqualTo("[{\"name\":\"probability\",\"required\":true,\"type\":\"double\"}]");
    assertThat(model.get("utc_time_created")).isEqualTo("2026-01-01 00:00:00.000000");
  }

  @Test
  void the_model_card_says_what_how_well_and_how_to_use_it() throws IOException {
    assertThat(Files.readString(written.resolve("README.md")))
        .startsWith("# Model card: small\n")
        .contains("that **churn** is **Yes**")
        .contains("| training | 300 | 80 | 26.7 % |")
        .contains("| contract | category | month\\|to\\|month, one year, two year | no |  |")
        .contains("| roc\\_auc | 0.8400 | 0.8100 to 0.8700 | 0.8300 |")
        .contains("| contract | one year | 40 | 12 | 0.3000 | 0.8000 | 0.8100 to 0.8700 |")
        .contains("Probabilities are calibrated on validation rows (platt).")
        .contains("Gate `roc_auc`: **failed**, 0.8400 for at least 0.9.")
        .contains("millrace score PATH_OF_THIS_FOLDER rows.csv")
        .endsWith("\n");
  }

  @Test
  void the_model_card_tells_of_periods_and_the_best_possible_where_there_are_some(
      @TempDir Path other) throws IOException {
    PackageWriter.write(PackageFixture.contentsOverTime(), other.resolve("model"));
    assertThat(Files.readString(other.resolve("model/README.md")))
        .contains("reach a ROC-AUC of 0.8505. The model covers 97.0 % of their distance")
        .contains(
            "| 2025-06-01 | validation | 200 | 20 | 0.1000 | 0.1100 | 0.8000 | 0.7000 to 0.9000 |")
        .contains("| 2025-07-01 | test | 9 | 0 | 0.0000 | 0.0500 |  |  |");
    assertThat(Files.readString(written.resolve("README.md")))
        .doesNotContain("Periods")
        .doesNotContain("made-up");
  }

  @Test
  void the_java_code_of_the_model_card_runs_and_prints_the_golden_answer(@TempDir Path work)
      throws Exception {
    String card = Files.readString(written.resolve("README.md"));
    String code = card.substring(card.indexOf("```java\n") + 8, card.lastIndexOf("```"));
    Path source =
        Files.writeString(
            work.resolve("ScoreOneRow.java"),
            code.replace("PATH_OF_THIS_FOLDER", written.toString()));

    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString())
            .redirectError(work.resolve("errors.txt").toFile())
            .start();
    String printed = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(java.waitFor()).as(Files.readString(work.resolve("errors.txt"))).isZero();
    String[] answer = printed.strip().split(" ", -1);
    GoldenRow golden = goldenRows().get(0);
    assertThat(Double.parseDouble(answer[0])).isCloseTo(golden.probability(), within(1e-5));
    assertThat(answer[1]).isEqualTo(Boolean.toString(golden.probability() >= 0.375));
  }

  @Test
  void sha256sum_agrees_with_the_checksums() throws Exception {
    assumeThat(Path.of("/usr/bin/sha256sum")).as("this machine has no sha256sum").exists();
    Process check =
        new ProcessBuilder("sha256sum", "--check", "--strict", "--quiet", "checksums.sha256")
            .directory(written.toFile())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(check.waitFor()).isZero();
  }

  @Test
  void a_folder_that_exists_is_not_overwritten() {
    assertThatThrownBy(() -> PackageWriter.write(CONTENTS, written))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID))
        .hasMessage("Expected a new folder for the model package, but " + written + " exists.");
  }

  @Test
  void nothing_stays_behind_when_a_network_cannot_be_packaged(@TempDir Path other)
      throws IOException {
    TrainedModel tooWide = PackageFixture.ensemble(CONTENTS.encoder().width() + 1, 1);

    assertThatThrownBy(() -> PackageWriter.write(with(tooWide, null), other.resolve("model")))
        .isInstanceOf(RuntimeException.class);
    assertThat(names(other)).isEmpty();
  }

  @Test
  void a_profile_lies_among_the_files_with_its_checksum(@TempDir Path other) throws IOException {
    byte[] profile = {1, 2, 3};
    Path model = other.resolve("model");

    PackageWriter.write(with(CONTENTS.trained(), profile), model);

    assertThat(model.resolve("reference-profile.bin")).hasBinaryContent(profile);
    assertThat(Files.readString(model.resolve("checksums.sha256")))
        .contains("  reference-profile.bin\n");
  }

  private static PackageContents with(TrainedModel model, byte @Nullable [] profile) {
    return new PackageContents(
        CONTENTS.contract(),
        CONTENTS.nullValues(),
        CONTENTS.encoder(),
        model,
        CONTENTS.calibration(),
        CONTENTS.golden(),
        CONTENTS.evaluation(),
        CONTENTS.metrics(),
        CONTENTS.provenance(),
        CONTENTS.created(),
        null,
        profile);
  }

  private static List<GoldenRow> goldenRows() throws IOException {
    List<GoldenRow> rows = new ArrayList<>();
    for (String line : Files.readAllLines(written.resolve("golden.jsonl"))) {
      rows.add(Json.mapper().readValue(line, GoldenRow.class));
    }
    return rows;
  }

  private static Map<?, ?> flavor(Path model) throws IOException {
    Map<?, ?> flavors = (Map<?, ?>) yaml(model.resolve("MLmodel")).get("flavors");
    return (Map<?, ?>) flavors.get("millrace");
  }

  private static Map<?, ?> yaml(Path file) throws IOException {
    Load load = new Load(LoadSettings.builder().build());
    return (Map<?, ?>) load.loadFromString(Files.readString(file));
  }

  private static String[] keys(List<String> names) {
    return names.toArray(String[]::new);
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }
}
