package dev.millrace.serving.protocol.v1;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.serving.protocol.FastRows;
import dev.millrace.serving.protocol.JsonBytes;
import dev.millrace.serving.protocol.JsonWriter;
import dev.millrace.serving.request.RequestBody;
import org.jspecify.annotations.Nullable;

/** Reads bodies of the usual form, and is then itself what was asked. Not thread-safe. */
final class FastReader implements V1Request {
  private static final byte[] ROW = JsonWriter.encodedText("row");
  private static final byte[] ROWS = JsonWriter.encodedText("rows");
  private static final byte[] REASONS = JsonWriter.encodedText("reasons");
  private static final int NOT_SAID = -1;

  private final FastRows rows;
  private final int columns;
  private boolean single;
  private boolean hasRows;
  private int reasons;

  FastReader(FeatureContract contract) {
    this.rows = new FastRows(contract);
    this.columns = contract.columns().size();
  }

  /** Whether it could; otherwise the body is for the general reader, from its start. */
  boolean read(RequestBody request) {
    JsonBytes json = rows.open(request.bytes());
    hasRows = false;
    reasons = NOT_SAID;
    if (!json.take('{')) {
      return false;
    }
    do {
      if (!readMember(json, request.maxRows())) {
        return false;
      }
    } while (json.take(','));
    return hasRows && json.take('}') && json.ended();
  }

  void rest() {
    rows.rest();
  }

  @Override
  public ColumnBatch rows() {
    return rows.batch();
  }

  @Override
  public @Nullable String key(int row) {
    return rows.key(row);
  }

  @Override
  public int reasons() {
    return Math.max(0, reasons);
  }

  @Override
  public boolean single() {
    return single;
  }

  private boolean readMember(JsonBytes json, int maxRows) {
    if (json.takeName(ROW)) {
      single = true;
      return first() && maxRows > 0 && rows.readRow();
    }
    if (json.takeName(ROWS)) {
      single = false;
      return first() && rows.readRows(maxRows);
    }
    if (reasons != NOT_SAID || !json.takeName(REASONS)) {
      return false;
    }
    reasons = json.takeSmall();
    return reasons >= 0 && reasons <= columns;
  }

  private boolean first() {
    boolean first = !hasRows;
    hasRows = true;
    return first;
  }
}
