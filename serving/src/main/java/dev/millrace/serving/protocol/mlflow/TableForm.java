package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.request.Refusal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The four ways in which MLflow writes a table as JSON, each under a key of its own. */
enum TableForm {
  DATAFRAME_SPLIT,
  DATAFRAME_RECORDS,
  INSTANCES,
  INPUTS;

  /** In the body, for example {@code dataframe_split}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The rows of a table in this form: maps of names and values, and what is no row as it came, for
   * the reader of rows to name.
   *
   * @param names of the contract's columns in order: those of rows that have none
   * @param maxRows more are refused before memory is taken for them
   */
  List<?> rows(@Nullable Object table, List<String> names, int maxRows) throws Refusal {
    if (this == DATAFRAME_SPLIT) {
      return SplitTable.rows(Expected.object(key(), table), names, maxRows);
    }
    if (this == INPUTS && table instanceof Map<?, ?> columns) {
      return ColumnLists.rows(columns, maxRows);
    }
    List<?> rows = Expected.list(key(), table);
    return this == DATAFRAME_RECORDS ? rows : NamedRows.of(rows, names, maxRows);
  }
}
