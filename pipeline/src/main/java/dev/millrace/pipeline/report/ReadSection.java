package dev.millrace.pipeline.report;

import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.pipeline.report.Table.Cell;
import dev.millrace.pipeline.report.Table.Group;
import dev.millrace.pipeline.report.text.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was read, file by file. */
final class ReadSection {
  private static final int HASH_LENGTH = 12;
  private static final int MOST_FILES = 20;

  /** How the place of a database begins, where a file has its path. */
  private static final String DATABASE = "jdbc:";

  private ReadSection() {}

  static Optional<Section> of(RunReport report) {
    if (report.sources().isEmpty()) {
      return Optional.empty();
    }
    long rows = report.sources().stream().mapToLong(LandedTable::rows).sum();
    String sentence =
        "%s from %s. Equal fingerprints mean equal data, byte for byte."
            .formatted(Words.count(rows, "row"), places(report.sources()));
    List<Group> groups =
        report.sources().stream().map(source -> new Group(title(source), files(source))).toList();
    return Optional.of(
        Section.of(
            "read",
            "What was read",
            new Block.Paragraph(sentence),
            Table.grouped("Files", Table.heads("File", "#Size", "Fingerprint (SHA-256)"), groups)));
  }

  private static String places(List<LandedTable> sources) {
    List<Fingerprint.Part> parts =
        sources.stream().flatMap(source -> source.fingerprint().parts().stream()).toList();
    long databases = parts.stream().filter(ReadSection::isDatabase).count();
    String files = Words.count(parts.size() - databases, "file");
    if (databases == 0) {
      return files;
    }
    String tables = Words.count(databases, "database table");
    return databases == parts.size() ? tables : files + " and " + tables;
  }

  private static boolean isDatabase(Fingerprint.Part part) {
    return part.path().startsWith(DATABASE);
  }

  private static String title(LandedTable source) {
    String broken =
        source.malformed() == 0
            ? ""
            : ", " + Words.count(source.malformed(), "line") + " that could not be read as a row";
    return "%s: %s%s, %s (%s)"
        .formatted(
            source.source(),
            Words.count(source.rows(), "row"),
            broken,
            Words.count(source.columns().size(), "column"),
            source.dialect());
  }

  private static List<List<Cell>> files(LandedTable source) {
    List<Fingerprint.Part> parts = source.fingerprint().parts();
    List<List<Cell>> rows = new ArrayList<>();
    parts.stream().limit(MOST_FILES).map(ReadSection::file).forEach(rows::add);
    if (parts.size() > MOST_FILES) {
      List<Fingerprint.Part> others = parts.subList(MOST_FILES, parts.size());
      rows.add(
          List.of(
              Cell.of("and " + Words.count(others.size(), "other file")),
              Cell.of(Words.bytes(others.stream().mapToLong(Fingerprint.Part::bytes).sum())),
              Cell.of("")));
    }
    return rows;
  }

  private static List<Cell> file(Fingerprint.Part part) {
    if (isDatabase(part)) {
      return List.of(Cell.of(part.path()), Cell.of("–"), fingerprint(part));
    }
    Path name = Path.of(part.path()).getFileName();
    return List.of(
        Cell.of(name == null ? part.path() : name.toString()),
        Cell.of(Words.bytes(part.bytes())),
        fingerprint(part));
  }

  private static Cell fingerprint(Fingerprint.Part part) {
    return Cell.of(Words.cut(part.sha256(), HASH_LENGTH + 1), "code");
  }
}
