package dev.millrace.pipeline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same rows from sources of every kind give the same predictions. */
class SourcesTest {
  private static final String CSV = "{type: csv, path: customers.csv}";

  @TempDir Path folder;
  private Project project;
  private Path expected;

  @BeforeEach
  void run_from_csv() {
    project = Project.in(folder);
    expected = project.mustRun().resolve("predictions.csv");
  }

  @Test
  void parquet_json_and_json_lines() {
    Tables.parquet(project.data());
    Tables.jsonArray(project.data());
    Tables.jsonLines(project.data());

    mustAgree("{type: parquet, path: customers.parquet}");
    mustAgree("{type: json, path: customers.json}");
    mustAgree("{type: json, path: customers.jsonl}");
  }

  @Test
  void several_files_by_a_glob_and_by_a_list() throws IOException {
    List<String> rows = SmallTable.rows(Project.ROWS, 1);
    SmallTable.write(folder.resolve("parts/1.csv"), rows.subList(0, 100));
    SmallTable.write(folder.resolve("parts/2.csv"), rows.subList(100, Project.ROWS));
    Files.delete(project.data());

    mustAgree("{type: csv, path: \"parts/*.csv\"}");
    mustAgree("{type: csv, path: [parts/1.csv, parts/2.csv]}");
  }

  @Test
  void a_record_reader_of_datavec() {
    mustAgree(
        """
        {type: reader, class: org.datavec.api.records.reader.impl.csv.CSVRecordReader,
            path: customers.csv, columns: [id, plan, months, charge, left], options: {arg1: "1"}}\
        """);
  }

  private void mustAgree(String source) {
    project.recipe(text -> text.replace(CSV, source));

    assertThat(project.mustRun().resolve("predictions.csv")).hasSameBinaryContentAs(expected);
  }
}
