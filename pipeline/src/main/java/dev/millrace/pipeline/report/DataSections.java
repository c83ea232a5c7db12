package dev.millrace.pipeline.report;

import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.CleanReport.RuleCount;
import dev.millrace.etl.clean.CleanReport.Violation;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Group;
import dev.millrace.pipeline.report.Table.Span;
import dev.millrace.pipeline.report.text.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was read, what was set aside, what the columns look like, how rows were divided. */
final class DataSections {
  private static final int HASH_LENGTH = 12;
  private static final int VALUE_LENGTH = 40;
  private static final int MOST_CARDS = 80;

  private DataSections() {}

  static Optional<Section> read(RunReport report) {
    if (report.sources().isEmpty()) {
      return Optional.empty();
    }
    long rows = report.sources().stream().mapToLong(LandedTable::rows).sum();
    long files = report.sources().stream().mapToLong(s -> s.fingerprint().parts().size()).sum();
    String sentence =
        "%s from %s. Equal fingerprints mean equal data, byte for byte."
            .formatted(Words.count(rows, "row"), Words.count(files, "file"));
    List<Group> groups =
        report.sources().stream()
            .map(
                source ->
                    new Group(
                        title(source),
                        source.fingerprint().parts().stream().map(DataSections::file).toList()))
            .toList();
    return Optional.of(
        Section.of(
            "read",
            "What was read",
            new Block.Paragraph(sentence),
            Table.grouped("Files", Table.heads("File", "#Size", "Fingerprint (SHA-256)"), groups)));
  }

  private static String title(LandedTable source) {
    String broken =
        source.malformed() == 0
            ? ""
            : ", " + Words.count(source.malformed(), "line") + " that could not be read as a row";
    return "%s: %s%s, %s, read as %s"
        .formatted(
            source.source(),
            Words.count(source.rows(), "row"),
            broken,
            Words.count(source.columns().size(), "column"),
            source.dialect());
  }

  private static List<Cell> file(Fingerprint.Part part) {
    Path name = Path.of(part.path()).getFileName();
    return List.of(
        Cell.of(name == null ? part.path() : name.toString()),
        Cell.of(Words.bytes(part.bytes())),
        Cell.of(Words.cut(part.sha256(), HASH_LENGTH + 1), "code"));
  }

  static Optional<Section> setAside(RunReport report) {
    CleanReport clean = report.clean();
    if (clean == null) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Paragraph(setAsideSentence(clean)));
    if (!clean.rules().isEmpty()) {
      blocks.add(rules(clean));
    }
    if (!clean.examples().isEmpty()) {
      blocks.add(examples(clean));
    }
    return Optional.of(new Section("set-aside", "What was set aside", blocks));
  }

  private static String setAsideSentence(CleanReport clean) {
    if (clean.quarantined() == 0 && clean.dropped() == 0) {
      return clean.rules().isEmpty()
          ? "Nothing: all %s keep the contract.".formatted(Words.count(clean.read(), "row"))
          : "No row. Values that broke a rule count as missing.";
    }
    String copies =
        clean.dropped() == 0
            ? ""
            : " Besides, %s left out because an equal row came before."
                .formatted(are(clean.dropped(), "row"));
    return "%s set aside of %s (%s), and %s remain.%s None is lost: the quarantine table keeps each"
            .formatted(
                are(clean.quarantined(), "row"),
                Words.count(clean.read()),
                Words.percent(clean.quarantined(), clean.read()),
                Words.count(clean.kept()),
                copies)
        + " with its number, column, value and rule.";
  }

  private static String are(long count, String noun) {
    return Words.count(count, noun) + (count == 1 ? " was" : " were");
  }

  private static String columnName(String column) {
    return column.isEmpty() ? "(whole row)" : column;
  }

  private static Table rules(CleanReport clean) {
    long most = clean.rules().stream().mapToLong(RuleCount::rows).max().orElse(1);
    List<List<Cell>> rows =
        clean.rules().stream()
            .map(
                rule ->
                    List.of(
                        Cell.of(columnName(rule.column())),
                        Cell.of(rule.rule()),
                        new Cell(
                            Words.count(rule.rows()), "", Span.bar((double) rule.rows() / most)),
                        Cell.of(Words.percent(rule.rows(), clean.read()))))
            .toList();
    return Table.of(
        "Rules broken (a row may break several)",
        Table.heads("Column", "Rule", "#Rows", "#Of all rows"),
        rows);
  }

  private static Table examples(CleanReport clean) {
    List<List<Cell>> rows =
        clean.examples().stream()
            .map(
                example ->
                    List.of(
                        Cell.of(columnName(example.column())),
                        Cell.of(example.rule()),
                        value(example),
                        Cell.of(Words.count(example.row()))))
            .toList();
    return Table.of(
        "Examples, as they were written", Table.heads("Column", "Rule", "Value", "#Row"), rows);
  }

  private static Cell value(Violation example) {
    String value = example.value();
    return value == null
        ? Cell.of("missing")
        : Cell.of("“" + Words.cut(value, VALUE_LENGTH) + "”", "code");
  }

  static Optional<Section> columns(RunReport report) {
    CleanReport clean = report.clean();
    if (clean == null || clean.columns().isEmpty()) {
      return Optional.empty();
    }
    List<Block> blocks = new ArrayList<>();
    int all = clean.columns().size();
    int shown = Math.min(MOST_CARDS, all);
    double rate = ColumnCards.overallRate(clean.columns());
    blocks.add(
        new Block.Paragraph(
            "Bars are rows, dots are the share of them with %s, on one scale for all columns; the line marks the share in all rows, %s. A column whose dots lie apart helps to predict.%s"
                .formatted(
                    Names.of(report).positive(),
                    Words.percent(rate),
                    shown < all
                        ? " The first %d of %d columns are drawn.".formatted(shown, all)
                        : "")));
    blocks.add(
        new Block.Cards(ColumnCards.of(report.contract(), clean.columns()).subList(0, shown)));
    encoded(report).ifPresent(blocks::add);
    return Optional.of(new Section("columns", "Columns at a glance", blocks));
  }

  private static Optional<Table> encoded(RunReport report) {
    List<List<Cell>> rows =
        report.encoded().stream()
            .filter(column -> column.missing() + column.unseen() > 0)
            .map(
                column ->
                    List.of(
                        Cell.of(column.column()),
                        Cell.of(Words.count(column.missing())),
                        Cell.of(Words.count(column.unseen()))))
            .toList();
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Table.of(
                "Values filled in among validation and test rows",
                Table.heads("Column", "#Missing", "#Unseen in training rows"),
                rows));
  }

  static Optional<Section> split(RunReport report) {
    RunReport.Split split = report.split();
    if (split == null) {
      return Optional.empty();
    }
    long all = split.training().rows() + split.validation().rows() + split.test().rows();
    return Optional.of(
        Section.of(
            "split",
            "Split",
            new Block.Paragraph(splitSentence(split.spec(), report.run().seed())),
            Table.of(
                "Rows by part",
                Table.heads("Part", "What for", "#Rows", "#Share", "#Positive", "#Positive rate"),
                List.of(
                    part("training", "fitting everything", split.training(), all),
                    part(
                        "validation",
                        "best epoch, calibration, threshold",
                        split.validation(),
                        all),
                    part("test", "judged once, at the end", split.test(), all)))));
  }

  private static List<Cell> part(String name, String use, RunReport.Part part, long all) {
    return List.of(
        Cell.of(name),
        Cell.of(use),
        Cell.of(Words.count(part.rows())),
        Cell.of(Words.percent(part.rows(), all)),
        Cell.of(Words.count(part.positives())),
        Cell.of(Words.percent(part.positives(), part.rows())));
  }

  private static String splitSentence(SplitSpec spec, long seed) {
    if (spec instanceof SplitSpec.Group group) {
      return "At random by seed %d; rows with the same %s stay together, so that no test row has a sibling in training."
          .formatted(seed, group.column());
    }
    if (spec instanceof SplitSpec.ByColumn column) {
      return "Ready-made: column %s says for each row where it belongs.".formatted(column.column());
    }
    return "At random by seed %d, with the same positive rate in every part.".formatted(seed);
  }
}
