package dev.millrace.serving.model;

import dev.millrace.contract.encode.ColumnFormula;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RowProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The categories of columns whose rule is {@code unseen: fail}: encoding any other throws, which
 * would be the server's fault, and that of all requests which are scored together. Immutable and
 * thread-safe.
 */
final class KnownCategories {
  private static final int MOST_PROBLEMS = 100;
  private static final int LISTED = 10;

  private record Strict(int index, String name, Set<String> known) {
    boolean covers(Strict other) {
      return index == other.index && known.containsAll(other.known);
    }
  }

  private final List<Strict> columns = new ArrayList<>();

  KnownCategories(ModelPackage source) {
    List<String> names = source.contract().columnNames();
    for (int i = 0; i < names.size(); i++) {
      if (source.encoder().formula(i) instanceof ColumnFormula.Categories categories
          && categories.unseen() == null
          && mayBeOther(source.contract().columns().get(i), categories.known().keySet())) {
        columns.add(new Strict(i, names.get(i), categories.known().keySet()));
      }
    }
  }

  /** Of a column whose declared values all were in training nothing else is read. */
  private static boolean mayBeOther(Column column, Set<String> known) {
    return column.values().isEmpty() || !known.containsAll(column.values());
  }

  /** Refuses rows with other categories, naming and counting each. */
  void check(ColumnBatch rows, EncodingCounts counts) throws Refusal {
    if (columns.isEmpty()) {
      return;
    }
    List<RowProblem> problems = new ArrayList<>();
    for (int row = 0; row < rows.rows() && problems.size() < MOST_PROBLEMS; row++) {
      for (Strict column : columns) {
        String value = rows.text(column.index, row);
        if (value != null && !column.known.contains(value)) {
          counts.addUnseen(column.index);
          problems.add(new RowProblem(row + 1, column.name, problem(value, column.known)));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw Refusal.rows(problems);
    }
  }

  /** The columns in which rows that pass the check of the other may not pass this one. */
  List<String> narrowerThan(KnownCategories other) {
    return columns.stream()
        .filter(column -> other.columns.stream().noneMatch(column::covers))
        .map(Strict::name)
        .toList();
  }

  private static String problem(String value, Set<String> known) {
    String listed = String.join(", ", known.stream().limit(LISTED).toList());
    int more = known.size() - LISTED;
    return "'%s' is not among the categories of the training rows: %s%s."
        .formatted(value, listed, more > 0 ? " and " + more + " more" : "");
  }
}
