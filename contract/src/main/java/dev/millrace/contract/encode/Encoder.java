package dev.millrace.contract.encode;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
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
  private final ColumnEncoding[] encodings;
  private final List<String> featureNames;
  private final int[] offsets;

  Encoder(TransformProcess process) {
    this.process = process;
    this.encodings = encodingsOf(process);
    this.offsets = new int[encodings.length + 1];
    List<String> names = new ArrayList<>();
    for (int i = 0; i < encodings.length; i++) {
      names.addAll(encodings[i].featureNames());
      offsets[i + 1] = names.size();
    }
    this.featureNames = List.copyOf(names);
  }

  /**
   * Reads what {@link #toJson()} wrote.
   *
   * @throws MillraceException {@code PACKAGE_INVALID} where it is something else
   */
  public static Encoder fromJson(String json) {
    try {
      return new Encoder(TransformProcess.fromJson(json));
    } catch (RuntimeException e) {
      // DataVec wraps every parse error in a plain RuntimeException
      throw new MillraceException(
          ErrorCode.PACKAGE_INVALID,
          "Expected the JSON of an encoder: " + e.getMessage(),
          "The file was changed or written by another version of Millrace.",
          e);
    }
  }

  /** The DataVec JSON of {@link #transformProcess()}; equal encoders give equal texts. */
  public String toJson() {
    return process.toJson().replace("\r\n", "\n");
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
   * Encodes a whole batch, column by column.
   *
   * @param out row-major {@code [rows, width]}, filled from its start
   * @throws dev.millrace.contract.error.MillraceException {@code CATEGORY_UNSEEN} naming column and
   *     value, where the column's rule is to fail
   */
  public void encode(ColumnBatch batch, float[] out, EncodingCounts counts) {
    int width = width();
    for (int column = 0; column < encodings.length; column++) {
      encodings[column].encode(batch, column, out, offsets[column], width, counts);
    }
  }

  /** Encodes one row of a batch to {@code out[at]…out[at + width - 1]}; errors as above. */
  public void encode(ColumnBatch batch, int row, float[] out, int at, EncodingCounts counts) {
    for (int column = 0; column < encodings.length; column++) {
      encodings[column].encode(batch, column, row, out, at + offsets[column], counts);
    }
  }

  /**
   * The features of a row of which nothing is known: those of missing values, but with every
   * indicator of missing values at 0. Numbers are at the training rows' median, booleans between
   * false and true, categories are none.
   *
   * @return a new array {@code [width]}
   */
  public float[] neutral() {
    float[] features = new float[width()];
    for (int column = 0; column < encodings.length; column++) {
      encodings[column].neutral(features, offsets[column]);
    }
    return features;
  }

  /** The training rows' median of a numeric column; empty for booleans and categories. */
  public OptionalDouble usual(int column) {
    ColumnEncoding encoding = encodings[column];
    return encoding instanceof NumberEncoding number && !(encoding instanceof FlagEncoding)
        ? OptionalDouble.of(number.impute())
        : OptionalDouble.empty();
  }

  /** What is done to a column, as plain figures. */
  public ColumnFormula formula(int column) {
    return encodings[column].formula();
  }

  private static ColumnEncoding[] encodingsOf(TransformProcess process) {
    List<ColumnEncoding> encodings = new ArrayList<>();
    for (DataAction action : process.getActionList()) {
      Transform transform = action.getTransform();
      if (!(transform instanceof ColumnEncoding encoding)) {
        throw new IllegalArgumentException(
            "expected one column encoding for each column, but the process holds " + action);
      }
      encodings.add(encoding);
    }
    return encodings.toArray(ColumnEncoding[]::new);
  }
}
