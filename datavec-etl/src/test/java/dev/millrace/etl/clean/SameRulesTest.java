package dev.millrace.etl.clean;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.RowParser;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.feature.TextRule;
import dev.millrace.contract.support.Progress;
import dev.millrace.etl.Lab;
import dev.millrace.etl.clean.CleanPolicy.OnDuplicate;
import dev.millrace.etl.clean.CleanPolicy.OnViolation;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/**
 * Training rows are cleaned in SQL and requests in Java: the same text gives the same clean value,
 * or breaks the same rule first.
 */
class SameRulesTest {
  private static final List<Column> COLUMNS = columns();
  private static final FeatureContract CONTRACT =
      new FeatureContract("same", null, new Target("y", "yes"), COLUMNS);
  private static final Path FOLDER = folder();

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void sql_and_row_parser_agree_on_every_text(@ForAll("messyTexts") List<String> texts)
      throws SQLException {
    CleanReport report = clean(texts);
    assertThat(report.read()).isEqualTo(texts.size());

    Map<String, String> bySql = bySql();
    RowParser parser = new RowParser(CONTRACT);
    List<String> differences = new ArrayList<>();
    for (int row = 0; row < texts.size(); row++) {
      for (int column = 0; column < COLUMNS.size(); column++) {
        String place = (row + 1) + "/" + COLUMNS.get(column).name();
        String java = unsigned(byJava(parser, column, texts.get(row)));
        if (!java.equals(unsigned(bySql.get(place)))) {
          differences.add(
              COLUMNS.get(column).name()
                  + " of '"
                  + texts.get(row)
                  + "': Java "
                  + java
                  + ", SQL "
                  + bySql.get(place));
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  /** DuckDB stores a run of zeros with the sign of its first. */
  private static String unsigned(@Nullable String outcome) {
    return "-0.0".equals(outcome) ? "0.0" : String.valueOf(outcome);
  }

  private static CleanReport clean(List<String> texts) throws SQLException {
    Path landed = FOLDER.resolve("same.duckdb");
    land(landed, texts);
    List<LandedColumn> columns =
        COLUMNS.stream().map(c -> new LandedColumn(c.name(), "VARCHAR")).toList();
    LandedTable table =
        new LandedTable("t", columns, texts.size(), 0, "", new Fingerprint("t", "", List.of()));
    CleanPolicy policy =
        new CleanPolicy(OnViolation.NULL, 1, OnDuplicate.KEEP_FIRST, OnDuplicate.KEEP_FIRST);
    return Cleaner.cleanForScoring(
        new CleanJob(landed, table, CONTRACT, policy, null),
        FOLDER.resolve("clean.duckdb"),
        Lab.SETTINGS,
        Progress.silent());
  }

  /** Every column holds the same text. */
  private static void land(Path file, List<String> texts) throws SQLException {
    try (Connection connection = Duck.open(file, Lab.SETTINGS)) {
      Duck.execute(connection, "DROP TABLE IF EXISTS texts");
      Duck.execute(connection, "DROP SCHEMA IF EXISTS raw CASCADE");
      Duck.execute(connection, "CREATE SCHEMA raw");
      Duck.execute(connection, "CREATE SCHEMA IF NOT EXISTS malformed");
      Duck.execute(connection, "CREATE TABLE texts (r BIGINT, t VARCHAR)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO texts VALUES (?, ?)")) {
        for (int i = 0; i < texts.size(); i++) {
          insert.setLong(1, i + 1L);
          insert.setString(2, texts.get(i));
          insert.execute();
        }
      }
      StringBuilder columns = new StringBuilder();
      COLUMNS.forEach(c -> columns.append(", t AS ").append(Duck.identifier(c.name())));
      Duck.execute(
          connection,
          "CREATE TABLE raw.t AS SELECT r AS __row, 'f' AS __file" + columns + " FROM texts");
      Duck.execute(
          connection,
          "CREATE TABLE IF NOT EXISTS malformed.t (__row BIGINT, __file VARCHAR, line BIGINT, text"
              + " VARCHAR, problem VARCHAR)");
    }
  }

  /** What came of each value: the value, missing, or the first rule it breaks. */
  private static Map<String, String> bySql() {
    Path clean = FOLDER.resolve("clean.duckdb");
    Map<String, String> outcomes = new HashMap<>();
    for (Column column : COLUMNS) {
      String name = Duck.identifier(column.name());
      for (String line : Lab.query(clean, "SELECT __row, " + name + " FROM features")) {
        int bar = line.indexOf('|');
        outcomes.put(line.substring(0, bar) + "/" + column.name(), line.substring(bar + 1));
      }
    }
    for (String line :
        Lab.query(
            clean,
            "SELECT row || '/' || column_name, first(rule ORDER BY rowid) FROM nulled GROUP BY 1")) {
      int bar = line.indexOf('|');
      outcomes.put(line.substring(0, bar), "broken: " + line.substring(bar + 1));
    }
    return outcomes;
  }

  private static String byJava(RowParser parser, int index, String text) {
    Column column = COLUMNS.get(index);
    try {
      ColumnBatch batch = parser.parse(Map.of(column.name(), text));
      if (column.isNumeric()) {
        double value = batch.number(index, 0);
        return Double.isNaN(value) ? "~" : Double.toString(value);
      }
      String value = batch.text(index, 0);
      return value == null ? "~" : value;
    } catch (MillraceException e) {
      return "broken: " + rule(column, e.problems().get(0).message());
    }
  }

  /** The rule inside the sentence of the parser. */
  private static String rule(Column column, String message) {
    List<String> rules =
        new ArrayList<>(
            List.of(
                "not a number",
                "not a whole number",
                "not a yes or no",
                "not a date",
                "not a timestamp",
                "not an allowed value",
                "min -5",
                "max 1000"));
    if (column.pattern() != null) {
      rules.add("pattern " + column.pattern());
    }
    return rules.stream().filter(message::contains).findFirst().orElse(message);
  }

  @Provide
  Arbitrary<List<String>> messyTexts() {
    Arbitrary<String> digits = Arbitraries.strings().withChars("0123456789").ofMaxLength(5);
    Arbitrary<String> noise =
        Arbitraries.strings().withChars("0123456789.,-+() '$€eE\u00A0\u2212:TZ/").ofMaxLength(12);
    Arbitrary<String> numbers =
        Combinators.combine(
                Arbitraries.of("", "-", "+", "(", "$", "EUR ", "-$", "$ -", "\u2212", " "),
                digits,
                Arbitraries.of("", ",", ".", " ", "'", "\u00A0", "  "),
                Arbitraries.of("", "000", "123", "12"),
                Arbitraries.of("", ".", ",", ".5", ",50", "e3", "E-2", "e400", "1e1000"),
                Arbitraries.of("", ")", " €", "USD", " ", "%"))
            .as((a, b, c, d, e, f) -> a + b + c + d + e + f);
    Arbitrary<String> times =
        Combinators.combine(
                Arbitraries.of("2024", "0000", "0001", "1969", "9999", "24", "70"),
                Arbitraries.of("-", "/", "."),
                Arbitraries.of("02", "2", "12", "13", "00", "Feb", "FEB", "xxx"),
                Arbitraries.of("29", "30", "31", "1", "01", "00"),
                Arbitraries.of("", " ", "T", "  "),
                Arbitraries.of(
                    "",
                    "00:00",
                    "23:59:59",
                    "24:00",
                    "12:30:15.1234567",
                    "12:60",
                    "1:02",
                    "12:00:60"),
                Arbitraries.of("", "Z", "+02", "+0200", "-11:30", " +19:00", "+18:00", "+01:60"))
            .as((y, s, m, d, t, h, z) -> y + s + m + s + d + t + h + z);
    Arbitrary<String> european =
        Combinators.combine(
                Arbitraries.of("29", "1", "01", "31"),
                Arbitraries.of("/", ".", ". "),
                Arbitraries.of("02", "2", "Feb", "dec", "anF", "13"),
                Arbitraries.of("2024", "24", "69", "68", "1900"),
                Arbitraries.of("", " 12:30", " 25:00"))
            .as((d, s, m, y, h) -> d + s + m + s + y + h);
    Arbitrary<String> words =
        Arbitraries.of(
            "Male",
            "male",
            " MALE ",
            "FeMale",
            "yes",
            "No",
            "T",
            "f",
            "TRUE",
            "Straße",
            "STRASSE",
            "a  b",
            "a\tb",
            "007",
            "000",
            "0",
            "a.b-c 1",
            "--",
            "nan",
            "inf",
            "-inf",
            "Infinity",
            "1_000",
            "null",
            "",
            " ",
            "\u00A0",
            "\u3000x\uFEFF",
            "İstanbul",
            "ÉCOLE",
            "ǅ",
            "ı",
            "9007199254740992",
            "9007199254740993",
            "9007199254740994",
            "1e15",
            "0x1F",
            "1d",
            "١٢");
    Arbitrary<String> any =
        Arbitraries.strings().all().ofMaxLength(6).filter(SameRulesTest::isText);
    return Arbitraries.oneOf(numbers, times, european, words, noise, any).list().ofSize(400);
  }

  /** DuckDB holds no zero characters and no halves of surrogate pairs. */
  private static boolean isText(String text) {
    return text.indexOf(0) < 0
        && text.codePoints()
            .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        && text.codePoints().allMatch(Character::isDefined);
  }

  private static List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (NumberStyle style : NumberStyle.values()) {
      columns.add(column("number_" + style, ColumnType.NUMBER, style, List.of(), null));
    }
    columns.add(column("whole", ColumnType.INTEGER, NumberStyle.ENGLISH, List.of(), null));
    columns.add(
        new Column(
            "range",
            ColumnType.NUMBER,
            true,
            -5.0,
            1000.0,
            List.of(),
            null,
            null,
            null,
            NumberStyle.ENGLISH,
            List.of(),
            List.of(),
            Encoding.defaultFor(ColumnType.NUMBER)));
    columns.add(column("flag", ColumnType.BOOLEAN, NumberStyle.PLAIN, List.of(), null));
    columns.add(column("day", ColumnType.DATE, NumberStyle.PLAIN, List.of(), null));
    columns.add(column("moment", ColumnType.TIMESTAMP, NumberStyle.PLAIN, List.of(), null));
    columns.add(
        column(
            "day_of",
            ColumnType.DATE,
            NumberStyle.PLAIN,
            List.of("dd/MM/yyyy", "d.M.yy", "d. MMM yyyy", "yyyy-MM-dd'T'HH:mm"),
            null));
    columns.add(
        column(
            "moment_of",
            ColumnType.TIMESTAMP,
            NumberStyle.PLAIN,
            List.of("d/M/yyyy HH:mm", "yyyy-MM-dd HH:mm:ss.SSS"),
            null));
    for (TextRule rule : TextRule.values()) {
      columns.add(category("text_" + rule, null, rule));
    }
    columns.add(
        category(
            "id",
            null,
            TextRule.TRIM,
            TextRule.UPPER,
            TextRule.ALPHANUMERIC,
            TextRule.STRIP_ZEROS));
    columns.add(category("raw", null));
    columns.add(category("matching", "[A-Za-z]+.?", TextRule.TRIM));
    columns.add(
        new Column(
            "allowed",
            ColumnType.CATEGORY,
            true,
            null,
            null,
            List.of("Male", "Female", "a b"),
            null,
            null,
            null,
            NumberStyle.PLAIN,
            List.of(),
            List.of(TextRule.TRIM, TextRule.FOLD),
            Encoding.defaultFor(ColumnType.CATEGORY)));
    return columns;
  }

  private static Column column(
      String name,
      ColumnType type,
      NumberStyle style,
      List<String> formats,
      @Nullable String pattern) {
    return new Column(
        name,
        type,
        true,
        null,
        null,
        List.of(),
        pattern,
        null,
        null,
        style,
        formats,
        List.of(TextRule.TRIM),
        Encoding.defaultFor(type));
  }

  private static Column category(String name, @Nullable String pattern, TextRule... rules) {
    return new Column(
        name,
        ColumnType.CATEGORY,
        true,
        null,
        null,
        List.of(),
        pattern,
        null,
        null,
        NumberStyle.PLAIN,
        List.of(),
        Arrays.asList(rules),
        Encoding.defaultFor(ColumnType.CATEGORY));
  }

  private static Path folder() {
    try {
      return java.nio.file.Files.createTempDirectory("same-rules");
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @AfterContainer
  static void removeFolder() {
    dev.millrace.contract.support.AtomicFiles.deleteTree(FOLDER);
  }
}
