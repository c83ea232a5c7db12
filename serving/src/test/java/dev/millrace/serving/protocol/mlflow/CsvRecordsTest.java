package dev.millrace.serving.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.protocol.Subscribers;
import dev.millrace.serving.request.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRecordsTest {
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lines_may_end_in_three_ways(String end) throws Refusal {
    assertThat(read("a,b" + end + "1,2" + end)).containsExactly("1: [a, b]", "2: [1, 2]");
    assertThat(read("a,b" + end + "1,2")).containsExactly("1: [a, b]", "2: [1, 2]");
    assertThat(read(end + "a" + end + end + "\"x" + end + "y\"" + end + "b"))
        .containsExactly("2: [a]", "4: [x" + end + "y]", "6: [b]");
  }

  @Test
  void quotes_keep_commas_and_quotes() throws Refusal {
    assertThat(read("\"a,b\",\"say \"\"hi\"\"\",\"\",c\"d"))
        .containsExactly("1: [a,b, say \"hi\", , c\"d]");
  }

  @Test
  void an_empty_field_in_quotes_is_a_record_and_an_empty_line_is_none() throws Refusal {
    assertThat(read("a\n\n\"\"\n")).containsExactly("1: [a]", "3: []");
    assertThat(read("")).isEmpty();
    assertThat(read("\n\r\n\n")).isEmpty();
    assertThat(read(",")).containsExactly("1: [, ]");
  }

  @Test
  void what_is_malformed_is_refused_with_its_line() {
    assertThat(refused("a\n\"b\nc")).isEqualTo("Line 2: a quoted field is not closed.");
    assertThat(refused("a\n\"b\"c")).isEqualTo("Line 2: text follows a quoted field.");
    assertThat(refused("\"")).isEqualTo("Line 1: a quoted field is not closed.");
  }

  @Property(tries = 500)
  void what_is_written_is_read(@ForAll("tables") List<List<String>> table) throws Refusal {
    String text =
        table.stream()
            .map(row -> row.stream().map(CsvRecordsTest::quoted).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\r\n"));
    CsvRecords records = new CsvRecords(text);
    for (List<String> row : table) {
      assertThat(records.next()).isEqualTo(row);
    }
    assertThat(records.next()).isNull();
  }

  @Property(tries = 500)
  void any_text_is_read_or_refused(@ForAll("mutated") String text) {
    try {
      assertThat(read(text).size()).isLessThanOrEqualTo(text.length());
    } catch (Refusal refusal) {
      assertThat(refusal.message()).startsWith("Line ");
    }
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    return texts().list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> mutated() {
    return texts().map(text -> text + "\"" + text);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().withChars(",\"\r\n ab\u00e9\uFEFF").ofMaxLength(8);
  }

  private static String quoted(String field) {
    return "\"" + field.replace("\"", "\"\"") + "\"";
  }

  private static List<String> read(String text) throws Refusal {
    CsvRecords records = new CsvRecords(text);
    List<String> read = new ArrayList<>();
    for (List<String> next = records.next(); next != null; next = records.next()) {
      read.add(records.line() + ": " + next);
    }
    return read;
  }

  private static String refused(String text) {
    return Subscribers.refusal(() -> read(text)).message();
  }
}
