package dev.millrace.pipeline.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.pipeline.command.Captured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrongFileTest {
  @TempDir Path folder;

  @Test
  void a_missing_file_is_named_with_its_neighbour() throws IOException {
    Project project = Project.in(folder);
    Files.move(project.data(), folder.resolve("customer.csv"));

    project.mustEnd(
        2,
        "Source 'customers': there is no file " + project.data() + ".",
        "Did you mean " + folder.resolve("customer.csv") + "?");
  }

  @Test
  void a_missing_recipe_is_named() {
    Captured run = Captured.run("run", folder.resolve("none.yaml").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("error: There is no recipe " + folder.resolve("none.yaml") + ".")
        .contains("write a recipe with 'millrace init DATA --target COLUMN'");
  }

  @Test
  void bytes_of_another_encoding_are_named_by_line() throws IOException {
    List<String> rows = new ArrayList<>(SmallTable.rows(Project.ROWS, 1));
    rows.set(9, "c000009,gérant,3,20.5,no");
    Project project =
        Project.in(folder)
            .recipe(text -> text.replace("customers.csv}", "customers.csv, encoding: UTF-8}"));
    String text = SmallTable.HEADER + "\n" + String.join("\n", rows) + "\n";
    Files.write(project.data(), text.getBytes(ISO_8859_1));

    project.mustEnd(
        2,
        project.data() + ": expected UTF-8 text, but line 11 has byte 0xE9 at position 10, which",
        "name its encoding in the source, for example 'encoding: ");
  }

  @Test
  void an_empty_file_is_refused() throws IOException {
    Project project = Project.in(folder);
    Files.write(project.data(), new byte[0]);

    project.mustEnd(
        2,
        "Source 'customers': " + project.data() + " is empty (0 bytes).",
        "Check what writes it");
  }

  @Test
  void a_file_with_a_header_only_is_refused() throws IOException {
    Project project = Project.in(folder);
    Files.writeString(project.data(), SmallTable.HEADER + "\n");

    project.mustEnd(2, project.data() + " has column names but no rows.");
  }

  @Test
  void a_parquet_file_cut_short_is_refused() throws IOException {
    Project project = Project.in(folder);
    Path parquet = Tables.parquet(project.data());
    byte[] bytes = Files.readAllBytes(parquet);
    Files.write(parquet, Arrays.copyOf(bytes, bytes.length - 100));
    project.recipe(
        text ->
            text.replace(
                "type: csv, path: customers.csv", "type: parquet, path: customers.parquet"));

    project.mustEnd(
        2,
        parquet + " is not a whole Parquet file: ",
        "It was cut short, damaged, or is not Parquet; copy or write it again.");
  }
}
