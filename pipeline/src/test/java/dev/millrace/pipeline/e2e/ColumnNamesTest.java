package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.command.Captured;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns may be named as statements, functions and columns of ours are. */
class ColumnNamesTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0}, {1}, {2}, {3}")
  @CsvSource({
    "split, position, fold, row",
    "value, n, rank, key",
    "r0, x0, p0, label",
    "select, it's, größe, a b%s",
    "features, source, parts, c"
  })
  void a_column_may_have_any_name(String plan, String months, String charge, String id) {
    Project project = Project.in(folder);
    Project.write(
        project.data(),
        Project.read(project.data())
            .replace(SmallTable.HEADER, String.join(",", id, plan, months, charge, "left")));
    project.recipe(
        text ->
            text.replace("key: id", "key: \"" + id + "\"")
                .replace("plan:", "\"" + plan + "\":")
                .replace("months:", "\"" + months + "\":")
                .replace("charge:", "\"" + charge + "\":"));

    Path run = project.mustRun();

    String model = run.resolve("model").toString();
    Captured score = Captured.run("score", model, project.data().toString());
    assertThat(score.code()).as(score.err()).isZero();
    assertThat(score.out()).hasLineCount(Project.ROWS + 1).contains("\nc000000,0.");
  }
}
