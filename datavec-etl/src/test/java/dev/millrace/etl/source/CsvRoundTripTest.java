package dev.millrace.etl.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.etl.Lab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever is written as delimited text by the rules lands as it was, whoever loads it. */
class CsvRoundTripTest {
  private static final Path FOLDER = folder();

  @Property(tries = 25, shrinking = ShrinkingMode.OFF)
  void every_value_lands_as_it_was_written(
      @ForAll("tables") List<List<String>> rows,
      @ForAll("delimiters") String delimiter,
      @ForAll("lineEnds") String lineEnd) {
    Lab lab = new Lab(FOLDER);
    List<String> lines = new ArrayList<>(List.of(String.join(delimiter, "alpha", "beta", "gamma")));
    for (List<String> row : rows) {
      lines.add(row.stream().map(CsvRoundTripTest::quoted).collect(Collectors.joining(delimiter)));
    }

    LandedTable table =
        lab.land(Lab.csv(lab.write("a.csv", String.join(lineEnd, lines) + lineEnd)));

    assertThat(table.malformed()).isZero();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      String values =
          rows.get(i).stream().map(v -> v.isEmpty() ? "~" : v).collect(Collectors.joining("|"));
      expected.add((i + 1) + "|" + values);
    }
    assertThat(lab.landedRows()).isEqualTo(expected);
  }

  private static String quoted(String value) {
    return '"' + value.replace("\"", "\"\"") + '"';
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    return Arbitraries.strings()
        .withChars("ab1,;|\t \"'\\n\n.é€")
        .ofMaxLength(8)
        .list()
        .ofSize(3)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  @Provide
  Arbitrary<String> delimiters() {
    return Arbitraries.of(",", ";", "\t", "|");
  }

  @Provide
  Arbitrary<String> lineEnds() {
    return Arbitraries.of("\n", "\r\n");
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("round-trip");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterContainer
  static void removeFolder() {
    AtomicFiles.deleteTree(FOLDER);
  }
}
