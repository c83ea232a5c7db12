package dev.millrace.etl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.etl.Lab;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFaultsTest {
  @TempDir Path folder;
  Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
  }

  @Test
  void a_missing_file_is_named_with_the_nearest_there_is() {
    Path there = lab.write("customers.csv", "a\n1\n");

    Lab.assertFails(
        () -> lab.land(Lab.csv(there.resolveSibling("custmers.csv"))),
        ErrorCode.SOURCE_NOT_FOUND,
        "Source 't': there is no file " + folder.resolve("custmers.csv") + ".",
        "Did you mean " + there + "?");
  }

  @Test
  void a_pattern_without_a_match_lists_what_is_there() {
    lab.write("b.txt", "x");
    lab.write("a.txt", "x");

    Lab.assertFails(
        () -> lab.land(Lab.csv(folder.resolve("*.csv"))),
        ErrorCode.SOURCE_NOT_FOUND,
        "Source 't': there is no file " + folder + "/*.csv.",
        "In " + folder + " there is: a.txt, b.txt.");
  }

  @Test
  void a_missing_folder_is_named() {
    Path missing = folder.resolve("nowhere");

    Lab.assertFails(
        () -> lab.land(Lab.csv(missing.resolve("a.csv"))),
        ErrorCode.SOURCE_NOT_FOUND,
        "Source 't': there is no file " + missing + "/a.csv.",
        "There is no folder " + missing + " either: check the path.");
  }

  @Test
  void a_folder_is_not_a_file() {
    Lab.assertFails(
        () -> lab.land(Lab.csv(folder)),
        ErrorCode.SOURCE_NOT_FOUND,
        "Source 't': expected a file, but " + folder + " is a folder.",
        "Name the files in it, for example " + folder + "/*.csv.");
  }

  @Test
  void an_address_is_refused_before_anything_reaches_the_network() {
    SourceSpec.Csv spec =
        new SourceSpec.Csv(
            "t",
            List.of("/recipes/https:/example.org/a.csv"),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            0);

    Lab.assertFails(
        () -> lab.land(spec),
        ErrorCode.SOURCE_NOT_FOUND,
        "Source 't': expected a file on this machine, but 'https://example.org/a.csv' is an"
            + " address; Millrace does not read over the network.",
        "Download the file and name its path.");
  }

  @Test
  void an_empty_file_is_named() {
    Path file = lab.write("a.csv", "");

    Lab.assertFails(
        () -> lab.land(Lab.csv(file)),
        ErrorCode.SOURCE_EMPTY,
        "Source 't': " + file + " is empty (0 bytes).",
        "Check what writes it, or leave it out of the source.");
  }

  @Test
  void a_file_of_blank_lines_holds_nothing() {
    Path file = lab.write("a.csv", "\n  \n\n");

    Lab.assertFails(
        () -> lab.land(Lab.csv(file)),
        ErrorCode.SOURCE_EMPTY,
        file + " holds no line with text.",
        "Check what writes it, or leave it out of the source.");
  }

  @Test
  void a_header_alone_is_not_data() {
    Path file = lab.write("a.csv", "a,b\n");

    Lab.assertFails(
        () -> lab.land(Lab.csv(file)),
        ErrorCode.SOURCE_EMPTY,
        "Source 't': " + file + " has column names but no rows.",
        "Check what writes it; if the first line is data, say 'header: false'.");
  }

  @Test
  void a_byte_that_is_not_utf_8_in_a_file_that_is_has_its_place() {
    byte[] bytes = "name,n\nMüller,1\nCaf?,2\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '?' ? (byte) 0xE9 : bytes[i];
    }
    Path file = lab.write("a.csv", bytes);

    Lab.assertFails(
        () -> lab.land(Lab.csv(file)),
        ErrorCode.SOURCE_UNREADABLE,
        file + ": expected UTF-8 text, but line 3 has byte 0xE9 at position 4, which is none.",
        "Save the file as UTF-8, or name its encoding in the source, for example 'encoding:"
            + " windows-1252'.");
  }

  @Test
  void a_declared_encoding_that_does_not_fit_is_refused() {
    Path file = lab.write("a.csv", "name\nMüller\n", StandardCharsets.ISO_8859_1);

    Lab.assertFails(
        () -> lab.land(Lab.csvIn("UTF-8", file)),
        ErrorCode.SOURCE_UNREADABLE,
        file + ": expected UTF-8 text, but line 2 has byte 0xFC at position 2, which is none.",
        "Save the file as UTF-8, or name its encoding in the source, for example 'encoding:"
            + " windows-1252'.");
  }

  @Test
  void an_unknown_encoding_is_named_with_the_nearest() {
    Path file = lab.write("a.csv", "name\nx\n");

    Lab.assertFails(
        () -> lab.land(Lab.csvIn("UTF8-1", file)),
        ErrorCode.SOURCE_UNREADABLE,
        file + ": there is no encoding 'UTF8-1'. Did you mean 'UTF-8'?",
        "Write for example UTF-8, UTF-16, ISO-8859-1 or windows-1252.");
  }

  @Test
  void a_binary_file_is_not_text() {
    Path file = lab.write("a.csv", new byte[] {'P', 'A', 'R', '1', 21, 0, 21, 9});

    Lab.assertFails(
        () -> lab.land(Lab.csv(file)),
        ErrorCode.SOURCE_UNREADABLE,
        file + ": expected text, but byte 6 is zero, as in a binary file.",
        "Name what the file is: 'type: parquet', 'type: json', or 'type: reader' with a class.");
  }

  @Test
  void lines_before_the_header_are_told_from_rows() {
    Path file = lab.write("a.csv", "Report of May\nid;n\n1;2\n3;4\n");

    Lab.assertFails(
        () -> lab.land(Lab.csv(file)),
        ErrorCode.SOURCE_UNREADABLE,
        file + ": the first line has 1 values, but 3 of the 3 lines below it have not.",
        "If other lines stand before the header, say how many with 'skip'; or name the"
            + " 'delimiter' and 'quote'.");

    lab.land(
        new SourceSpec.Csv(
            "t", List.of(file.toString()), List.of(), null, null, null, null, null, 1));
    assertThat(lab.landedRows()).containsExactly("1|1|2", "2|3|4");
  }

  @Test
  void a_failed_landing_leaves_nothing_behind() throws Exception {
    Path file = lab.write("a.csv", "a,b\n");

    assertThatThrownBy(() -> lab.land(Lab.csv(file))).isInstanceOf(MillraceException.class);

    try (var entries = Files.list(folder)) {
      assertThat(entries.map(e -> e.getFileName().toString())).containsExactly("a.csv");
    }
  }
}
