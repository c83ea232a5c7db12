package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.protocol.RowReader;
import dev.millrace.serving.request.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code dataframe_split}: names once, and rows of values. */
final class SplitTable {
  private static final String COLUMNS = "columns";
  private static final String DATA = "data";
  private static final String INDEX = "index";

  private SplitTable() {}

  static List<?> rows(Map<?, ?> table, List<String> contract, int maxRows) throws Refusal {
    checkKeys(table.keySet());
    List<?> data = Expected.list(place(DATA), table.get(DATA));
    RowReader.requireRows(data.size(), maxRows);
    checkIndex(table.get(INDEX), data.size());
    Object columns = table.get(COLUMNS);
    return NamedRows.of(data, columns == null ? contract : names(columns), maxRows);
  }

  private static void checkKeys(Set<?> keys) throws Refusal {
    for (Object key : keys) {
      if (!Set.of(COLUMNS, DATA, INDEX).contains(key)) {
        throw Refusal.body(
            "'dataframe_split' holds '%s', but it has only 'columns', 'data' and 'index'."
                .formatted(key),
            "Send for example " + Expected.EXAMPLE + ".");
      }
    }
  }

  /** The index of a data frame says nothing to a model, but a wrong one says that rows are lost. */
  private static void checkIndex(@Nullable Object index, int rows) throws Refusal {
    if (index == null) {
      return;
    }
    int entries = Expected.list(place(INDEX), index).size();
    if (entries != rows) {
      throw Refusal.body(
          "'%s' has %d entries for %d rows.".formatted(place(INDEX), entries, rows),
          "Leave it out, or send one entry for each row.");
    }
  }

  private static List<String> names(Object columns) throws Refusal {
    List<String> names = new ArrayList<>();
    for (Object column : Expected.list(place(COLUMNS), columns)) {
      if (!(column instanceof String name)) {
        throw Refusal.body(
            "'%s' holds %s.".formatted(place(COLUMNS), JsonBody.described(column)),
            "Names of columns are texts.");
      }
      names.add(name);
    }
    ColumnNames.check(place(COLUMNS), names);
    return names;
  }

  private static String place(String key) {
    return "dataframe_split." + key;
  }
}
