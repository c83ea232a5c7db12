package dev.millrace.etl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.Lab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of files and folders that mean something to a shell, to SQL or to a glob. */
class OddFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"it's; a \"test\"", "data[1]", "a{b,c} 100 %", "q?x*"})
  void a_file_and_a_folder_of_any_name_are_read_by_themselves(String name) throws IOException {
    Path odd = Files.createDirectory(folder.resolve(name));
    Lab lab = new Lab(Files.createDirectory(folder.resolve("work")));
    Files.writeString(odd.resolve("data1.csv"), "a,b\nwrong,1\n");
    Path csv = Files.writeString(odd.resolve(name + ".csv"), "a,b\nx,1\ny,2\n");
    assertThat(land(lab, csv)).containsExactly("1|x|1", "2|y|2");
    Path ragged = Files.writeString(odd.resolve(name + " ragged.csv"), "a,b\nx,1\ny,2,3\nz,3\n");
    assertThat(land(lab, ragged)).containsExactly("1|x|1", "3|z|3");
    Path json = Files.writeString(odd.resolve(name + ".json"), "[{\"a\": \"x\", \"b\": 1}]");
    lab.land(Lab.json(json));
    assertThat(lab.landedRows()).containsExactly("1|x|1");
    assertThat(Lab.query(lab.landed(), "SELECT DISTINCT __file FROM raw.t"))
        .containsExactly(json.toString());
    Path parquet = odd.resolve(name + ".parquet");
    Path plain = folder.resolve("plain.parquet");
    lab.duck("COPY (SELECT 'x' AS a, 1 AS b) TO '" + plain + "' (FORMAT parquet)");
    Files.move(plain, parquet);
    lab.land(Lab.parquet(parquet));
    assertThat(lab.landedRows()).containsExactly("1|x|1");
  }

  private static List<String> land(Lab lab, Path file) {
    lab.land(Lab.csv(file));
    return lab.landedRows();
  }

  @ParameterizedTest
  @ValueSource(strings = {"v [2]", "{x}", "a*"})
  void a_glob_in_a_folder_of_any_name_finds_its_files(String name) throws IOException {
    Path odd = Files.createDirectory(folder.resolve(name));
    Files.writeString(odd.resolve("a.csv"), "a,b\nx,1\n");
    assertThat(SourceFiles.expand("t", List.of(odd + "/*.csv")))
        .containsExactly(odd.resolve("a.csv"));
  }

  @Test
  void a_working_folder_that_duckdb_would_misread_is_refused() throws IOException {
    Path csv = Files.writeString(folder.resolve("a.csv"), "a,b\nx,1\n");
    Path odd = Files.createDirectory(folder.resolve("x;threads=1"));

    MillraceException error =
        catchThrowableOfType(MillraceException.class, () -> new Lab(odd).land(Lab.csv(csv)));

    assertThat(error.code()).isEqualTo(ErrorCode.FILE_ACCESS);
    assertThat(error).hasMessageContaining("must not hold ';' or '?'");
  }

  @Test
  void a_value_of_many_megabytes_lands_whole() {
    Lab lab = new Lab(folder);
    String value = "x".repeat(5_000_000);
    lab.land(Lab.csv(lab.write("a.csv", "a,b\n" + value + ",1\ny,2\n")));
    assertThat(Lab.query(lab.landed(), "SELECT length(a) FROM raw.t ORDER BY __row"))
        .containsExactly("5000000", "1");
    lab.land(Lab.csv(lab.write("a.csv", "a,b\n" + value + ",1\ny,2,3\nz,4\n")));
    assertThat(Lab.query(lab.landed(), "SELECT length(a) FROM raw.t ORDER BY __row"))
        .containsExactly("5000000", "1");
  }

  @Test
  void the_most_telling_constructor_takes_an_argument() {
    Lab lab = new Lab(folder);
    lab.land(
        Lab.reader(
            "org.datavec.api.records.reader.impl.csv.CSVRecordReader",
            lab.write("a.csv", "a,b\nx,1\n"),
            List.of("a", "b"),
            Map.of("arg1", "1")));
    assertThat(lab.landedRows()).containsExactly("1|x|1");
  }

  @Test
  void a_blank_line_before_the_header_of_a_single_column_is_none() {
    Lab lab = new Lab(folder);
    lab.land(Lab.csv(lab.write("a.csv", "\nname\nx\ny\n")));
    assertThat(lab.landedRows()).containsExactly("1|x", "2|y");
  }
}
