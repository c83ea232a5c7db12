package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.pipeline.command.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelPackageTest {
  @TempDir Path folder;

  @Test
  void scoring_the_training_file_gives_the_probabilities_of_the_evaluation() {
    Project project = Project.in(folder);
    Path run = project.mustRun();
    Path csv = folder.resolve("scores.csv");
    Path parquet = folder.resolve("scores.parquet");

    score(run, project.data(), csv);
    score(run, project.data(), parquet);

    Map<String, Double> scores = byKey(csv, "probability");
    assertThat(scores).hasSize(Project.ROWS);
    Map<String, Double> predictions = byKey(run.resolve("predictions.csv"), "probability");
    assertThat(predictions).hasSize(120);
    assertThat(Collections.max(predictions.values()) - Collections.min(predictions.values()))
        .as("the model tells rows apart")
        .isGreaterThan(0.5);
    predictions.forEach(
        (key, probability) -> assertThat(scores.get(key)).isCloseTo(probability, within(1e-6)));
    assertThat(Tables.scores(parquet)).isEqualTo(scores);
    project.mustBeTidy();
  }

  @Test
  void scoring_knows_the_spellings_of_missing_that_the_training_file_had() {
    Project project =
        Project.in(folder)
            .recipe(
                text ->
                    text.replace("path: customers.csv", "path: customers.csv, null_values: n/a"));
    Path run = project.mustRun();
    Path file = SmallTable.write(folder.resolve("new.csv"), List.of("n000001,pro,12,n/a,"));

    Captured score = Captured.run("score", run.resolve("model").toString(), file.toString());

    assertThat(score.code()).as(score.err()).isZero();
    assertThat(score.err()).contains("missing values: charge 1");
  }

  @Test
  void one_changed_byte_in_any_file_is_refused_by_the_name_of_the_file() throws IOException {
    Project project = Project.in(folder);
    Path model = project.mustRun().resolve("model");
    Path out = folder.resolve("scores.csv");

    for (Path file : files(model)) {
      byte[] whole = Files.readAllBytes(file);
      byte[] changed = whole.clone();
      changed[changed.length / 2] ^= 1;
      Files.write(file, changed);
      for (Captured refused :
          List.of(
              Captured.run("inspect", model.toString()),
              Captured.run(
                  "score", model.toString(), project.data().toString(), "--out", out.toString()))) {
        assertThat(refused.code()).as(file + refused.err()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
            .contains("error: ", file.getFileName().toString())
            .doesNotContain("\tat ");
      }
      Files.write(file, whole);
    }
    assertThat(out).doesNotExist();
    assertThat(Captured.run("inspect", model.toString()).code()).isZero();
    project.mustBeTidy();
  }

  @Test
  void a_package_works_where_the_project_is_gone() throws IOException {
    Project project = Project.in(folder.resolve("project"));
    Path model = Files.move(project.mustRun().resolve("model"), folder.resolve("model"));
    Path data = Files.move(project.data(), folder.resolve("new.csv"));
    AtomicFiles.deleteTree(project.folder());

    Captured score = Captured.run("score", model.toString(), data.toString());

    assertThat(score.code()).as(score.err()).isZero();
    assertThat(score.out()).startsWith("key,probability\n").hasLineCount(Project.ROWS + 1);
  }

  private static void score(Path run, Path data, Path out) {
    Captured score =
        Captured.run(
            "score", run.resolve("model").toString(), data.toString(), "--out", out.toString());
    assertThat(score.code()).as(score.err()).isZero();
  }

  private static List<Path> files(Path model) throws IOException {
    try (Stream<Path> files = Files.walk(model)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Map<String, Double> byKey(Path csv, String column) {
    List<String> lines = Project.read(csv).lines().toList();
    List<String> header = List.of(lines.get(0).split(",", -1));
    Map<String, Double> values = new HashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      values.put(cells[0], Double.valueOf(cells[header.indexOf(column)]));
    }
    return values;
  }
}
