package dev.millrace.etl.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.etl.Lab;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.datavec.api.records.reader.impl.LineRecordReader;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.FloatWritable;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NullWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherSourcesTest {
  private static final String CSV = "org.datavec.api.records.reader.impl.csv.CSVRecordReader";

  @TempDir Path folder;
  Lab lab;

  @BeforeEach
  void open() {
    lab = new Lab(folder);
  }

  /** Reads {@code key=value} lines; {@code value} may be {@code none}. */
  public static final class PairReader extends LineRecordReader {
    private final int limit;

    public PairReader() {
      this(100);
    }

    public PairReader(int limit) {
      this.limit = limit;
    }

    @Override
    public List<Writable> next() {
      String[] pair = super.next().get(0).toString().split("=", limit);
      Writable value =
          pair[1].equals("none")
              ? NullWritable.INSTANCE
              : new IntWritable(Integer.parseInt(pair[1]));
      return pair.length > 2
          ? List.of(new Text(pair[0]), value, new Text(pair[2]))
          : List.of(new Text(pair[0]), value);
    }
  }

  @Test
  void json_lines_land_as_text_with_every_name_that_occurs() {
    LandedTable table =
        lab.land(
            Lab.json(
                lab.write(
                    "a.jsonl",
                    "{\"a\":1,\"b\":\"x\",\"n\":{\"q\":[1,2]}}\n{\"a\":\"z\",\"c\":true}\n")));

    assertThat(table.columns())
        .containsExactly(
            new LandedColumn("a", "VARCHAR"),
            new LandedColumn("b", "VARCHAR"),
            new LandedColumn("n", "VARCHAR"),
            new LandedColumn("c", "VARCHAR"));
    assertThat(lab.landedRows()).containsExactly("1|1|x|{\"q\":[1,2]}|~", "2|z|~|~|true");
  }

  @Test
  void a_json_array_lands_like_lines() {
    lab.land(Lab.json(lab.write("a.json", "[{\"a\":1,\"b\":null},\n {\"a\":2.5,\"b\":\"ü\"}]")));

    assertThat(lab.landedRows()).containsExactly("1|1|~", "2|2.5|ü");
  }

  @Test
  void lines_and_arrays_with_different_names_are_one_table() {
    Path one = lab.write("1.json", "[{\"a\":1}]");
    Path two = lab.write("2.json", "{\"b\":2}\n{\"a\":3}\n");

    lab.land(Lab.json(one, two));

    assertThat(lab.landedRows()).containsExactly("1|1|~", "2|~|2", "3|3|~");
  }

  @Test
  void names_that_differ_in_case_only_keep_their_values() {
    Path file = lab.write("a.json", "{\"A\":1,\"a\":2}\n{\"a\":3,\"filename\":\"x\"}\n");

    LandedTable table = lab.land(Lab.json(file));

    assertThat(table.columns())
        .extracting(LandedColumn::name)
        .containsExactly("A", "a_1", "filename");
    assertThat(lab.landedRows()).containsExactly("1|1|2|~", "2|~|3|x");
    assertThat(Lab.query(lab.landed(), "SELECT DISTINCT __file FROM raw.t"))
        .containsExactly(file.toString());
  }

  @Test
  void json_that_breaks_off_is_told_in_plain_words() {
    Path file = lab.write("a.jsonl", "{\"a\":1}\n{\"a\":2\n");

    assertThatThrownBy(() -> lab.land(Lab.json(file)))
        .hasMessage(
            file
                + ", line 3, column 1: expected JSON: Unexpected end-of-input: expected close marker"
                + " for Object.");
  }

  @Test
  void broken_json_has_its_line() {
    Path file = lab.write("a.jsonl", "{\"a\":1}\n{\"a\":,}\n{\"a\":3}\n");

    Lab.assertFails(
        () -> lab.land(Lab.json(file)),
        ErrorCode.SOURCE_UNREADABLE,
        file
            + ", line 2, column 6: expected JSON: Unexpected character (',' (code 44)): expected a"
            + " value.",
        "Correct the file, or write it again.");
  }

  @Test
  void json_that_is_no_object_is_refused() {
    Path file = lab.write("a.jsonl", "1\n2\n");

    assertThatThrownBy(() -> lab.land(Lab.json(file)))
        .hasMessageStartingWith(file + " is not JSON objects, one a line or in one array: ");
  }

  @Test
  void parquet_lands_with_its_types() {
    Path file = folder.resolve("a.parquet");
    lab.duck(
        "COPY (SELECT 1 AS i, 2.5::DOUBLE AS d, DATE '2024-02-29' AS day, true AS b, 'x' AS s,"
            + " [1, 2] AS l, 3.10::DECIMAL(9,2) AS m) TO '"
            + file
            + "' (FORMAT parquet)");

    LandedTable table = lab.land(Lab.parquet(file));

    assertThat(table.columns())
        .extracting(LandedColumn::type)
        .containsExactly(
            "INTEGER", "DOUBLE", "DATE", "BOOLEAN", "VARCHAR", "VARCHAR", "DECIMAL(9,2)");
    assertThat(lab.landedRows()).containsExactly("1|1|2.5|2024-02-29|true|x|[1,2]|3.10");
  }

  @Test
  void folders_of_a_partitioned_table_are_columns() throws IOException {
    Files.createDirectories(folder.resolve("t"));
    lab.duck(
        "COPY (SELECT i AS v, 2020 + i AS year FROM range(2) r(i)) TO '"
            + folder.resolve("t")
            + "' (FORMAT parquet, PARTITION_BY (year))");

    lab.land(Lab.parquet(folder.resolve("t/*/*.parquet")));

    assertThat(Lab.query(lab.landed(), "SELECT v, year FROM raw.t ORDER BY __row"))
        .containsExactly("0|2020", "1|2021");
  }

  /** The names of folders are texts, and one of them alone would be taken for a number. */
  @Test
  void values_of_folders_are_the_same_whichever_files_are_read_with_them() throws IOException {
    Files.createDirectories(folder.resolve("t"));
    lab.duck(
        "COPY (SELECT i AS v, 'p' || i % 2 AS part, CASE i WHEN 299 THEN 'late' ELSE lpad(i::VARCHAR,"
            + " 3, '0') END AS batch FROM range(300) r(i)) TO '"
            + folder.resolve("t")
            + "' (FORMAT parquet, PARTITION_BY (part, batch))");

    LandedTable table = lab.land(Lab.parquet(folder.resolve("t/**/*.parquet")));

    assertThat(table.fingerprint().parts()).hasSize(300);
    assertThat(
            Lab.query(
                lab.landed(),
                "SELECT v, part, batch, __file LIKE '%/part=' || part || '/batch=' || batch || '/%'"
                    + " FROM raw.t WHERE __row IN (1, 150, 151, 300) ORDER BY __row"))
        .containsExactly("0|p0|000|true", "298|p0|298|true", "1|p1|001|true", "299|p1|late|true");
    assertThat(Lab.query(lab.landed(), "SELECT count(DISTINCT __row), max(__row) FROM raw.t"))
        .containsExactly("300|300");
  }

  @Test
  void a_column_of_the_files_themselves_comes_before_the_name_of_a_folder() throws IOException {
    Files.createDirectories(folder.resolve("year=1999"));
    Path file = folder.resolve("year=1999/a.parquet");
    lab.duck("COPY (SELECT 1 AS v, 2024 AS year) TO '" + file + "' (FORMAT parquet)");

    lab.land(Lab.parquet(file));

    assertThat(lab.landedRows()).containsExactly("1|1|2024");
  }

  @Test
  void columns_with_the_names_that_duckdb_counts_by_are_columns() {
    Path one = folder.resolve("1.parquet");
    Path two = folder.resolve("2.parquet");
    for (Path file : List.of(one, two)) {
      lab.duck(
          "COPY (SELECT 7 AS file_row_number, i AS File_Index FROM range(2) r(i)) TO '"
              + file
              + "' (FORMAT parquet)");
    }

    lab.land(Lab.parquet(one, two));

    assertThat(lab.landedRows()).containsExactly("1|7|0", "2|7|1", "3|7|0", "4|7|1");
    assertThat(Lab.query(lab.landed(), "SELECT __row FROM raw.t WHERE __file = '" + two + "'"))
        .containsExactly("3", "4");
  }

  @Test
  void parquet_files_with_other_columns_are_named() {
    Path one = folder.resolve("1.parquet");
    Path two = folder.resolve("2.parquet");
    lab.duck("COPY (SELECT 1 AS a, 2 AS b) TO '" + one + "' (FORMAT parquet)");
    lab.duck("COPY (SELECT 1 AS a, 2 AS c) TO '" + two + "' (FORMAT parquet)");

    Lab.assertFails(
        () -> lab.land(Lab.parquet(one, two)),
        ErrorCode.SOURCE_UNREADABLE,
        "The files of one source need the same columns, but "
            + two
            + " lacks b and has the extra c, beside "
            + one
            + ".",
        "Bring the files to the same columns, or name them as two sources.");
  }

  @Test
  void a_parquet_file_cut_short_is_named() throws IOException {
    Path whole = folder.resolve("whole.parquet");
    lab.duck("COPY (SELECT i FROM range(1000) r(i)) TO '" + whole + "' (FORMAT parquet)");
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = lab.write("cut.parquet", Arrays.copyOf(bytes, bytes.length / 2));

    Lab.assertFails(
        () -> lab.land(Lab.parquet(whole, cut)),
        ErrorCode.SOURCE_UNREADABLE,
        cut
            + " is not a whole Parquet file: Invalid Input Error: No magic bytes found at end of"
            + " file '"
            + cut
            + "'",
        "It was cut short, damaged, or is not Parquet; copy or write it again.");
  }

  @Test
  void any_record_reader_can_be_named() {
    Path file = lab.write("a.txt", "skipped\n1;x\n2;y\n");

    LandedTable table =
        lab.land(Lab.reader(CSV, file, List.of("n", "t"), Map.of("arg1", "1", "arg2", ";")));

    assertThat(table.dialect()).isEqualTo("records of " + CSV);
    assertThat(lab.landedRows()).containsExactly("1|1|x", "2|2|y");
  }

  @Test
  void a_reader_of_ones_own_may_give_missing_values() {
    Path file = lab.write("a.txt", "x=1\ny=none\n");

    lab.land(Lab.reader(PairReader.class.getName(), file, List.of("k", "v"), Map.of()));

    assertThat(lab.landedRows()).containsExactly("1|x|1", "2|y|~");
  }

  @Test
  void a_record_of_another_length_has_its_row() {
    Path file = lab.write("a.txt", "x=1\ny=2=z\n");

    Lab.assertFails(
        () -> lab.land(Lab.reader(PairReader.class.getName(), file, List.of("k", "v"), Map.of())),
        ErrorCode.SOURCE_UNREADABLE,
        "Source 't', " + file + ", row 2: expected 2 values (k, v), but the reader gave 3.",
        "Name one column for each value of a record in 'columns'.");
  }

  @Test
  void a_reader_that_fails_has_its_row() {
    Path file = lab.write("a.txt", "x=1\ny=two\n");
    String reader = PairReader.class.getName();

    Lab.assertFails(
        () -> lab.land(Lab.reader(reader, file, List.of("k", "v"), Map.of())),
        ErrorCode.SOURCE_UNREADABLE,
        "Source 't': "
            + reader
            + " failed after row 1 of "
            + file
            + ": java.lang.NumberFormatException: For input string: \"two\"",
        "Check the reader's options and the file.");
  }

  @Test
  void an_unknown_reader_is_named_with_the_nearest() {
    Path file = lab.write("a.txt", "x\n");

    Lab.assertFails(
        () -> lab.land(Lab.reader("org.datavec.CSVRecordReadr", file, List.of("a"), Map.of())),
        ErrorCode.RECIPE_INVALID,
        "There is no class org.datavec.CSVRecordReadr on the class path.",
        "Did you mean " + CSV + "?");
  }

  @Test
  void a_class_that_reads_no_records_is_refused() {
    Path file = lab.write("a.txt", "x\n");

    Lab.assertFails(
        () -> lab.land(Lab.reader("java.lang.String", file, List.of("a"), Map.of())),
        ErrorCode.RECIPE_INVALID,
        "Expected a DataVec RecordReader, but java.lang.String is none.",
        "Name a class that implements org.datavec.api.records.reader.RecordReader.");
  }

  @Test
  void constructor_arguments_that_do_not_fit_are_named() {
    Path file = lab.write("a.txt", "x\n");
    String reader = PairReader.class.getName();

    Lab.assertFails(
        () -> lab.land(Lab.reader(reader, file, List.of("a"), Map.of("arg1", "many"))),
        ErrorCode.RECIPE_INVALID,
        reader + " has no public constructor that takes (many).",
        "Give its constructor's arguments as options arg1, arg2 and so on.");
  }

  /** As in a request: a category of 5.0 is the category 5. */
  @Test
  void a_whole_number_of_json_lands_without_a_point() {
    lab.land(
        Lab.json(
            lab.write(
                "n.json",
                "[{\"n\": 5.0, \"t\": \"5.0\"}, {\"n\": 0.5, \"t\": 1e3}, {\"n\": -0.0, \"t\":"
                    + " 12345678901234567890}, {\"n\": [1.0], \"t\": null}]")));

    assertThat(lab.landedRows())
        .containsExactly("1|5|5.0", "2|0.5|1000", "3|0|12345678901234567890", "4|[1.0]|~");
  }

  @Test
  void a_whole_number_of_a_reader_lands_without_a_point_and_nan_is_missing() {
    lab.land(
        Lab.reader(Numbers.class.getName(), lab.write("a", "x"), List.of("a", "b", "c"), Map.of()));

    assertThat(lab.landedRows()).containsExactly("1|5|0.5|~");
  }

  /** Gives one record of numbers, whatever the file. */
  public static final class Numbers extends LineRecordReader {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Writable> next() {
      super.next();
      return List.of(
          new DoubleWritable(5.0), new FloatWritable(0.5f), new DoubleWritable(Double.NaN));
    }
  }
}
