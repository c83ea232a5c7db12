package dev.millrace.etl.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.etl.Lab;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvLandingTest {
  @TempDir Path folder;
  Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
  }

  @Test
  void a_plain_file_lands_as_text_with_row_numbers() {
    LandedTable table = lab.land(Lab.csv(lab.write("a.csv", "id,name,n\n1,Ann,007\n2,,1.50\n")));

    assertThat(table.columns())
        .containsExactly(
            new LandedColumn("id", "VARCHAR"),
            new LandedColumn("name", "VARCHAR"),
            new LandedColumn("n", "VARCHAR"));
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.malformed()).isZero();
    assertThat(table.dialect()).isEqualTo("delimiter ',', quote '\"', with a header, UTF-8");
    assertThat(lab.landedRows()).containsExactly("1|1|Ann|007", "2|2|~|1.50");
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", "|", ","})
  void the_delimiter_is_found(String delimiter) {
    String text = "a;b;c\n1;x y;3\n2;z;4\n".replace(";", delimiter);

    lab.land(Lab.csv(lab.write("a.csv", text)));

    assertThat(lab.landedRows()).containsExactly("1|1|x y|3", "2|2|z|4");
  }

  @Test
  void a_decimal_comma_is_not_a_delimiter() {
    lab.land(Lab.csv(lab.write("a.csv", "a;b\n1,5;2,5\n3,5;4,5\n")));

    assertThat(lab.landedRows()).containsExactly("1|1,5|2,5", "2|3,5|4,5");
  }

  @Test
  void a_quoted_value_may_hold_delimiters_quotes_and_lines() {
    lab.land(Lab.csv(lab.write("a.csv", "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n\"two\nlines\",z\n")));

    assertThat(lab.landedRows()).containsExactly("1|x,y|say \"hi\"", "2|two\nlines|z");
  }

  @Test
  void a_quote_may_be_escaped_with_a_backslash_and_be_a_single_one() {
    lab.land(Lab.csv(lab.write("a.csv", "a,b\n\"say \\\"hi\\\", you\",1\n\"x\",2\n")));
    assertThat(lab.landedRows()).containsExactly("1|say \"hi\", you|1", "2|x|2");

    lab.land(Lab.csv(lab.write("b.csv", "a,b\n'x,y',1\n'z',2\n")));
    assertThat(lab.landedRows()).containsExactly("1|x,y|1", "2|z|2");
  }

  @Test
  void a_file_without_a_header_gets_numbered_columns() {
    LandedTable table = lab.land(Lab.csv(lab.write("a.csv", "1,Ann,7\n2,Bob,8\n")));

    assertThat(table.columns()).extracting(LandedColumn::name).contains("column1", "column3");
    assertThat(lab.landedRows()).containsExactly("1|1|Ann|7", "2|2|Bob|8");
  }

  @Test
  void a_header_with_years_in_it_is_still_a_header() {
    LandedTable table = lab.land(Lab.csv(lab.write("a.csv", "id,2019,2020\n1,5,6\n2,7,8\n")));

    assertThat(table.columns())
        .extracting(LandedColumn::name)
        .containsExactly("id", "2019", "2020");
  }

  @Test
  void names_that_are_empty_or_taken_get_a_name_of_their_own() {
    LandedTable table = lab.land(Lab.csv(lab.write("a.csv", ",Age,age,__row\n0,1,2,3\n")));

    assertThat(table.columns())
        .extracting(LandedColumn::name)
        .containsExactly("column1", "Age", "age_2", "__row_2");
    assertThat(lab.landedRows()).containsExactly("1|0|1|2|3");
  }

  @Test
  void a_spreadsheets_declaration_of_its_delimiter_is_not_data() {
    lab.land(Lab.csv(lab.write("a.csv", "sep=;\na;b\n1;2\n")));

    assertThat(lab.landedRows()).containsExactly("1|1|2");
  }

  @Test
  void declared_null_spellings_are_missing() {
    lab.land(Lab.csv(List.of("NA", "?"), lab.write("a.csv", "a,b\n NA ,NAN\n?,x\n")));

    assertThat(lab.landedRows()).containsExactly("1|~|NAN", "2|~|x");
  }

  @Test
  void mixed_line_ends_are_read() {
    lab.land(Lab.csv(lab.write("a.csv", "a,b\r\n1,2\n3,4\r\n\r\n5,6")));

    assertThat(lab.landedRows()).containsExactly("1|1|2", "2|3|4", "3|5|6");
  }

  @Test
  void lines_that_are_no_row_are_set_aside_with_their_place_and_cost_no_other_row() {
    String text = "id,name,v\n1,\"a\nb\",3\n2,x\n3,\"q\"w,4\n4,y,5,6\n5,\"open,7\n6,z,8\n7,zz,9\n";
    Path file = lab.write("a.csv", text);

    LandedTable table = lab.land(Lab.csv(file));

    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.malformed()).isEqualTo(4);
    assertThat(lab.landedRows()).containsExactly("1|1|a\nb|3", "6|6|z|8", "7|7|zz|9");
    assertThat(Lab.query(lab.landed(), "SELECT * EXCLUDE (__file) FROM malformed.t"))
        .containsExactly(
            "2|4|2,x|2 values instead of 3",
            "3|5|3,\"q\"w,4|text follows a closing quote",
            "4|6|4,y,5,6|4 values instead of 3",
            "5|7|5,\"open,7|a quote is opened and not closed");
    assertThat(Lab.query(lab.landed(), "SELECT DISTINCT __file FROM malformed.t"))
        .containsExactly(file.toString());
  }

  @Test
  void several_files_are_one_table_whatever_the_order_of_their_columns() {
    lab.write("p/2.csv", "b,a\n4,3\n");
    Path one = lab.write("p/1.csv", "a,b\n1,2\n");

    LandedTable table = lab.land(Lab.csv(one.resolveSibling("*.csv")));

    assertThat(lab.landedRows()).containsExactly("1|1|2", "2|3|4");
    assertThat(table.fingerprint().parts()).hasSize(2);
    assertThat(Lab.query(lab.landed(), "SELECT parse_filename(__file) FROM raw.t"))
        .containsExactly("1.csv", "2.csv");
  }

  @Test
  void files_with_other_columns_are_refused_by_name() {
    Path one = lab.write("1.csv", "a,b\n1,2\n");
    Path two = lab.write("2.csv", "a,c\n1,2\n");

    Lab.assertFails(
        () -> lab.land(Lab.csv(one, two)),
        ErrorCode.SOURCE_UNREADABLE,
        "The files of one source need the same columns, but "
            + two
            + " lacks b and has the extra c, beside "
            + one
            + ".",
        "Bring the files to the same columns, or name them as two sources.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252"})
  void the_encoding_is_found(String charset) {
    lab.land(Lab.csv(lab.write("a.csv", "name,n\nMüller,1\nCafé,2\n", Charset.forName(charset))));

    assertThat(lab.landedRows()).containsExactly("1|Müller|1", "2|Café|2");
  }

  @Test
  void a_byte_order_mark_is_not_part_of_the_first_name() {
    LandedTable table = lab.land(Lab.csv(lab.write("a.csv", "\uFEFFname,n\nMüller,1\n")));

    assertThat(table.columns().get(0).name()).isEqualTo("name");
    assertThat(lab.landedRows()).containsExactly("1|Müller|1");
  }

  @Test
  void a_declared_encoding_is_used() {
    Path file = lab.write("a.csv", "name\nЖук\nЁж\n", Charset.forName("windows-1251"));

    lab.land(Lab.csvIn("windows-1251", file));

    assertThat(lab.landedRows()).containsExactly("1|Жук", "2|Ёж");
  }

  @Test
  void a_packed_file_is_read() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }

    lab.land(Lab.csv(lab.write("a.csv.gz", bytes.toByteArray())));

    assertThat(lab.landedRows()).containsExactly("1|1|2");
  }

  @Test
  void a_file_of_a_single_column_keeps_its_blank_lines_as_missing_values() {
    lab.land(Lab.csv(lab.write("a.csv", "a\n1\n\n2\n")));

    assertThat(lab.landedRows()).containsExactly("1|1", "2|~", "3|2");
  }

  @Test
  void many_rows_keep_their_order_and_numbers() {
    StringBuilder text = new StringBuilder("id,v\n");
    for (int i = 1; i <= 300_000; i++) {
      text.append(i).append(",value ").append(i % 7).append('\n');
    }

    lab.land(Lab.csv(lab.write("a.csv", text.toString())));

    assertThat(
            Lab.query(
                lab.landed(),
                "SELECT count(*), count(*) FILTER (__row = CAST(id AS BIGINT)),"
                    + " count(*) FILTER (rowid + 1 = __row) FROM raw.t"))
        .containsExactly("300000|300000|300000");
  }

  @Test
  void the_same_files_land_the_same_whatever_the_threads() {
    Path file = lab.write("a.csv", "a,b\n1,2\n3,4\n");

    LandedTable first = lab.land(Lab.csv(file));
    LandedTable second = lab.land(Lab.csv(file));

    assertThat(second).isEqualTo(first);
  }
}
