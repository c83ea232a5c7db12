package dev.millrace.serving.protocol;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.ColumnReader;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The quick reading of row objects, straight from a body's bytes into columns. It reads what fits
 * the contract and is written in the usual way, and then gives exactly what {@link RowReader}
 * gives. Of all else it says {@code false}: a name that is unknown or comes twice, a value that
 * breaks a rule or is no single value, bytes that are no JSON. What it gathered is then worth
 * nothing, and the body has to be read from its start by {@link JsonBody} and {@link RowReader}.
 *
 * <p>Memory is used again: a batch is good until the next {@link #open} or {@link #rest}. Not
 * thread-safe.
 */
public final class FastRows {
  private final JsonBytes json = new JsonBytes();
  private final RowBatch batch;
  private final FastColumn[] columns;
  private final FieldNames names;
  private final @Nullable Key key;
  private final boolean sure;
  private final long[] seenIn;
  private long rowsRead;

  public FastRows(FeatureContract contract) {
    batch = new RowBatch(contract);
    columns = contract.columns().stream().map(FastColumn::new).toArray(FastColumn[]::new);
    key = contract.key();
    List<String> fields = new ArrayList<>(contract.columnNames());
    fields.add(contract.target().column());
    if (key != null) {
      fields.add(key.column());
    }
    names = new FieldNames(fields);
    seenIn = new long[fields.size()];
    sure = names.plain() && Set.copyOf(fields).size() == fields.size(); // one meaning each
  }

  /** Begins a body; returns where it is read from. */
  public JsonBytes open(Buffer body) {
    batch.clear();
    json.open(body);
    return json;
  }

  /** Forgets the last body, and lets go of the memory that only a large one needs. */
  public void rest() {
    batch.rest();
    json.rest();
  }

  /** Reads an array of one row object or more; false where it gives up. */
  public boolean readRows(int maxRows) {
    if (!json.take('[')) {
      return false;
    }
    do {
      if (batch.rows() == maxRows || !readRow()) {
        return false;
      }
    } while (json.take(','));
    return json.take(']');
  }

  /** Reads one row object; false where it gives up. */
  public boolean readRow() {
    if (!sure || !json.take('{')) {
      return false;
    }
    batch.addRow();
    rowsRead++;
    return (json.take('}') || readFields()) && completeRow();
  }

  /** The rows read since {@link #open}. */
  public ColumnBatch batch() {
    return batch;
  }

  /** The key of a row; null where it has none. */
  public @Nullable String key(int row) {
    return batch.key(row);
  }

  private boolean readFields() {
    int position = 0;
    do {
      int field = position == names.count() ? -1 : names.take(json, position++);
      if (field < 0 || seenIn[field] == rowsRead) {
        return false;
      }
      seenIn[field] = rowsRead;
      if (!readValue(field)) {
        return false;
      }
    } while (json.take(','));
    return json.take('}');
  }

  private boolean readValue(int field) {
    if (field < columns.length) {
      return readColumn(field, columns[field]);
    }
    return field == columns.length ? skipTarget() : readKey();
  }

  private boolean readColumn(int index, FastColumn column) {
    if (column.decimal && json.atNumber()) {
      double number = json.takeNumber();
      batch.set(index, number);
      return column.fits(number);
    }
    Spellings.Spelling spelling = column.spellings.take(json);
    if (spelling == null) {
      return false;
    }
    if (column.numeric) {
      batch.set(index, spelling.number);
    } else {
      batch.set(index, spelling.text);
    }
    return true;
  }

  private boolean completeRow() {
    for (int i = 0; i < columns.length; i++) {
      if (seenIn[i] != rowsRead) {
        if (columns[i].required) {
          return false;
        }
        batch.setMissing(i);
      }
    }
    return true;
  }

  /** The target is not used, but it has to be JSON. */
  private boolean skipTarget() {
    try {
      if (!json.takeToken()) {
        return false;
      }
      json.tokenValue();
      return true;
    } catch (Refusal refusal) {
      return false;
    }
  }

  private boolean readKey() {
    try {
      if (key == null || !json.takeToken()) {
        return false;
      }
      batch.setKey(key.read(json.tokenValue()));
      return true;
    } catch (Refusal refusal) {
      return false;
    }
  }

  /** A column and what is quick to ask of it. */
  private static final class FastColumn {
    private static final double EXACT = 0x1p53;

    final Spellings spellings;
    final boolean numeric;
    final boolean decimal;
    final boolean required;
    private final boolean whole;
    private final double min;
    private final double max;

    FastColumn(Column column) {
      spellings = new Spellings(new ColumnReader(column));
      numeric = column.isNumeric();
      whole = column.type() == ColumnType.INTEGER;
      decimal = whole || column.type() == ColumnType.NUMBER;
      required = !column.missing();
      Double least = column.min();
      Double most = column.max();
      min = least == null ? Double.NEGATIVE_INFINITY : least;
      max = most == null ? Double.POSITIVE_INFINITY : most;
    }

    /** Whether a number breaks no rule; NaN and infinities do. */
    boolean fits(double number) {
      return number >= min
          && number <= max
          && Double.isFinite(number)
          && (!whole || (number == Math.rint(number) && Math.abs(number) <= EXACT));
    }
  }
}
