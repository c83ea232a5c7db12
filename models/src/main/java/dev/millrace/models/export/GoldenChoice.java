package dev.millrace.models.export;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.scoring.GoldenRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses golden rows: the first rows of the source, which is shuffled already; more rows with
 * missing values in columns that have none so far; a row of which everything is missing that may
 * be; and a row whose categories were never seen. Deterministic.
 */
final class GoldenChoice {
  private static final int FIRST_ROWS = 64;
  private static final int ROWS_WITH_MISSING = 32;

  private final FeatureContract contract;
  private final List<Map<String, Object>> chosen = new ArrayList<>();
  private final Set<String> missingSoFar = new HashSet<>();

  private GoldenChoice(FeatureContract contract) {
    this.contract = contract;
  }

  /** Clean values by column, as in {@code golden.jsonl}. */
  static List<Map<String, Object>> from(RowSource source, FeatureContract contract) {
    GoldenChoice choice = new GoldenChoice(contract);
    choice.takeFrom(source);
    if (!choice.chosen.isEmpty()) {
      Map<String, Object> pattern = choice.chosen.get(0);
      choice.chosen.add(choice.allMissing(pattern));
      choice.chosen.add(choice.allUnseen(pattern));
    }
    return choice.chosen;
  }

  private void takeFrom(RowSource source) {
    long mayBeMissing = contract.columns().stream().filter(Column::missing).count();
    try (RowCursor cursor = source.cursor()) {
      while (cursor.next()) {
        ColumnBatch batch = cursor.batch();
        for (int row = 0; row < batch.rows(); row++) {
          consider(batch, row);
        }
        boolean full = chosen.size() >= FIRST_ROWS + ROWS_WITH_MISSING;
        if (full || (chosen.size() >= FIRST_ROWS && missingSoFar.size() >= mayBeMissing)) {
          return;
        }
      }
    }
  }

  private void consider(ColumnBatch batch, int row) {
    Map<String, Object> values = valuesOf(batch, row);
    List<String> missing =
        contract.columnNames().stream().filter(name -> !values.containsKey(name)).toList();
    boolean first = chosen.size() < FIRST_ROWS;
    boolean room = chosen.size() < FIRST_ROWS + ROWS_WITH_MISSING;
    if (first || (room && !missingSoFar.containsAll(missing))) {
      chosen.add(values);
      missingSoFar.addAll(missing);
    }
  }

  private Map<String, Object> valuesOf(ColumnBatch batch, int row) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < contract.columns().size(); i++) {
      Column column = contract.columns().get(i);
      if (!column.isNumeric()) {
        String text = batch.text(i, row);
        if (text != null) {
          values.put(column.name(), text);
        }
      } else if (!Double.isNaN(batch.number(i, row))) {
        values.put(column.name(), batch.number(i, row));
      }
    }
    return values;
  }

  private Map<String, Object> allMissing(Map<String, Object> pattern) {
    Map<String, Object> values = new HashMap<>(pattern);
    contract.columns().stream().filter(Column::missing).map(Column::name).forEach(values::remove);
    return values;
  }

  private Map<String, Object> allUnseen(Map<String, Object> pattern) {
    Map<String, Object> values = new HashMap<>(pattern);
    for (Column column : contract.columns()) {
      if (!column.isNumeric() && column.encoding().unseen() != Encoding.Unseen.FAIL) {
        values.put(column.name(), GoldenRows.UNSEEN);
      }
    }
    return values;
  }
}
