package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Key;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import dev.millrace.etl.table.Reference;
import dev.millrace.etl.table.TableContract;
import dev.millrace.etl.table.TimeColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds what contracts ask of tables that do not have it; all at once. */
final class ColumnCheck {
  private ColumnCheck() {}

  static void require(CleanJob job, boolean labelled) {
    Lack lack = Lack.of(job.table(), wanted(job, labelled));
    if (!lack.problems().isEmpty()) {
      throw fault(lack);
    }
  }

  static void require(TablesJob job) {
    List<Lack> lacks =
        job.tables().stream()
            .map(TableRules::contract)
            .map(contract -> Lack.of(job.source(contract.name()), wanted(contract)))
            .filter(lack -> !lack.problems().isEmpty())
            .toList();
    if (lacks.size() == 1) {
      throw fault(lacks.get(0));
    }
    if (!lacks.isEmpty()) {
      throw fault(lacks);
    }
  }

  /** What a table does not have, and what it has. */
  private record Lack(LandedTable table, List<Problem> problems) {
    static Lack of(LandedTable table, Map<String, String> wanted) {
      List<String> there = names(table);
      List<Problem> problems = new ArrayList<>();
      wanted.forEach(
          (name, role) -> {
            if (!there.contains(name)) {
              String message =
                  "there is no column '" + name + "'." + Suggestions.didYouMean(name, there);
              problems.add(new Problem(role, message));
            }
          });
      return new Lack(table, problems);
    }

    String columns() {
      return String.join(", ", names(table));
    }

    private static List<String> names(LandedTable table) {
      return table.columns().stream().map(LandedColumn::name).toList();
    }
  }

  private static MillraceException fault(Lack lack) {
    List<Problem> problems = lack.problems();
    String source = "Source '" + lack.table().source() + "'";
    String headline =
        problems.size() == 1
            ? source + ", " + problems.get(0)
            : source + " lacks " + problems.size() + " columns that the contract names.";
    return new MillraceException(
        ErrorCode.COLUMN_NOT_FOUND,
        headline,
        "It has: " + lack.columns() + ".",
        problems.size() == 1 ? List.of() : problems);
  }

  private static MillraceException fault(List<Lack> lacks) {
    List<Problem> problems = new ArrayList<>();
    for (Lack lack : lacks) {
      for (Problem problem : lack.problems()) {
        String place = lack.table().source() + ", " + problem.place();
        problems.add(new Problem(place, problem.message()));
      }
    }
    String names =
        lacks.stream()
            .map(lack -> "'" + lack.table().source() + "'")
            .collect(Collectors.joining(", "));
    String have =
        lacks.stream()
            .map(lack -> lack.table().source() + " has: " + lack.columns() + ".")
            .collect(Collectors.joining(" "));
    return new MillraceException(
        ErrorCode.COLUMN_NOT_FOUND,
        "Sources " + names + " lack " + problems.size() + " columns that their contracts name.",
        have,
        problems);
  }

  /** Names and what they are for; a column with two roles counts once. */
  private static Map<String, String> wanted(CleanJob job, boolean labelled) {
    Map<String, String> wanted = new LinkedHashMap<>();
    Key key = job.contract().key();
    if (key != null) {
      wanted.put(key.column(), "key");
    }
    if (labelled) {
      wanted.putIfAbsent(job.contract().target().column(), "target");
    }
    if (job.splitBy() != null) {
      wanted.putIfAbsent(job.splitBy(), "split");
    }
    for (Column column : job.contract().columns()) {
      wanted.putIfAbsent(column.name(), "feature");
    }
    return wanted;
  }

  private static Map<String, String> wanted(TableContract contract) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (Key key : contract.key()) {
      wanted.putIfAbsent(key.column(), "key");
    }
    if (contract.time() != null) {
      wanted.putIfAbsent(contract.time().column(), "time");
    }
    if (contract.known() != null) {
      wanted.putIfAbsent(contract.known().column(), "known");
    }
    for (Reference reference : contract.references()) {
      wanted.putIfAbsent(reference.column(), "reference");
    }
    for (Column column : contract.columns()) {
      wanted.putIfAbsent(column.name(), "column");
    }
    for (TimeColumn time : contract.knownBy().values()) {
      wanted.putIfAbsent(time.column(), "known");
    }
    return wanted;
  }
}
