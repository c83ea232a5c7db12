package dev.millrace.etl.clean;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.Key;
import dev.millrace.etl.source.LandedTable.LandedColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds what a contract asks of a table that does not have it; all at once. */
final class ColumnCheck {
  private ColumnCheck() {}

  static void require(CleanJob job, boolean labelled) {
    List<String> there = job.table().columns().stream().map(LandedColumn::name).toList();
    List<Problem> problems = new ArrayList<>();
    wanted(job, labelled)
        .forEach(
            (name, role) -> {
              if (!there.contains(name)) {
                String message =
                    "there is no column '" + name + "'." + Suggestions.didYouMean(name, there);
                problems.add(new Problem(role, message));
              }
            });
    if (problems.isEmpty()) {
      return;
    }
    String source = "Source '" + job.table().source() + "'";
    String headline =
        problems.size() == 1
            ? source + ", " + problems.get(0)
            : source + " lacks " + problems.size() + " columns that the contract names.";
    throw new MillraceException(
        ErrorCode.COLUMN_NOT_FOUND,
        headline,
        "It has: " + String.join(", ", there) + ".",
        problems.size() == 1 ? List.of() : problems);
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
}
