package dev.millrace.contract.encode;

import dev.millrace.contract.feature.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.transform.DataAction;
import org.datavec.api.transform.Transform;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.schema.Schema;

/**
 * Turns feature rows into vectors: a fitted DataVec {@link TransformProcess} with one transform for
 * each column of the contract, in the contract's order. Training and serving use the same object.
 * Immutable and thread-safe.
 */
public final class Encoder {
  private final TransformProcess process;
  private final List<ColumnEncoding> encodings;
  private final List<String> featureNames;
  private final int[] offsets;

  Encoder(TransformProcess process) {
    this.process = process;
    this.encodings = encodingsOf(process);
    this.offsets = new int[encodings.size() + 1];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < encodings.size(); i++) {
      names.addAll(encodings.get(i).featureNames());
      offsets[i + 1] = names.size();
    }
    this.featureNames = List.copyOf(names);
  }

  /** Reads what {@link #toJson()} wrote. */
  public static Encoder fromJson(String json) {
    return new Encoder(TransformProcess.fromJson(json));
  }

  /** The DataVec JSON of {@link #transformProcess()}. */
  public String toJson() {
    return process.toJson();
  }

  /** The DataVec form; {@code execute(row)} equals {@link #encode} to the last bit. */
  public TransformProcess transformProcess() {
    return process;
  }

  /** DataVec's schema of a raw feature row: doubles and strings in the contract's order. */
  public Schema inputSchema() {
    return process.getInitialSchema();
  }

  /** Number of features. */
  public int width() {
    return featureNames.size();
  }

  /** Names of the features, distinct, in order of the vector. */
  public List<String> featureNames() {
    return featureNames;
  }

  /** The first feature that comes from a column of the contract; {@code column} may be one past. */
  public int offset(int column) {
    return offsets[column];
  }

  /**
   * Encodes a whole batch.
   *
   * @param out row-major {@code [rows, width]}, filled from its start
   */
  public void encode(ColumnBatch batch, float[] out, EncodingCounts counts) {
    for (int row = 0; row < batch.rows(); row++) {
      encode(batch, row, out, row * width(), counts);
    }
  }

  /** Encodes one row of a batch to {@code out[at]…out[at + width - 1]}. */
  public void encode(ColumnBatch batch, int row, float[] out, int at, EncodingCounts counts) {
    for (int column = 0; column < offsets.length - 1; column++) {
      encodings.get(column).encode(batch, column, row, out, at + offsets[column], counts);
    }
  }

  private static List<ColumnEncoding> encodingsOf(TransformProcess process) {
    List<ColumnEncoding> encodings = new ArrayList<>();
    for (DataAction action : process.getActionList()) {
      Transform transform = action.getTransform();
      if (!(transform instanceof ColumnEncoding encoding)) {
        throw new IllegalArgumentException(
            "expected one column encoding for each column, but the process holds " + action);
      }
      encodings.add(encoding);
    }
    return encodings;
  }
}
