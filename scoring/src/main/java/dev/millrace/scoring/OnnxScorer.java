package dev.millrace.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a network on blocks of encoded rows. Input and output stay pinned to the same direct memory
 * from call to call, which grows to the largest block; tensors over it are set up again only when
 * the number of rows changes, so keep one scorer for each block size where speed matters. Not
 * thread-safe; close before its {@link OnnxModel}.
 */
public final class OnnxScorer implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int width;
  private final @Nullable DenseNetwork dense;
  private FloatBuffer in = direct(0);
  private FloatBuffer out = direct(0);
  private @Nullable Pinned pinned;

  /**
   * @param dense scores; null where ONNX Runtime does
   */
  OnnxScorer(
      OrtEnvironment environment, OrtSession session, int width, @Nullable DenseNetwork dense) {
    this.environment = environment;
    this.session = session;
    this.width = width;
    this.dense = dense;
  }

  /**
   * Scores the first rows of a row-major block.
   *
   * @param features {@code [rows, width]}, may be longer
   * @param rows at least 1
   * @param probabilities receives the network's probabilities, in [0, 1]; may be longer
   */
  public void score(float[] features, int rows, float[] probabilities) {
    if (dense != null) {
      for (int row = 0; row < rows; row++) {
        probabilities[row] = dense.score(features, row * width);
      }
      return;
    }
    try {
      Pinned tensors = pinnedFor(rows);
      tensors.in.put(0, features, 0, rows * width);
      session.run(tensors.inputs, tensors.outputs).close();
      tensors.out.get(0, probabilities, 0, rows);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    if (pinned != null) {
      pinned.close();
      pinned = null;
    }
  }

  static MillraceException failed(OrtException cause) {
    return new MillraceException(
        ErrorCode.INTERNAL_FAULT,
        "ONNX Runtime failed: " + cause.getMessage(),
        "Report this with the model package.",
        cause);
  }

  private Pinned pinnedFor(int rows) throws OrtException {
    if (pinned == null || pinned.rows != rows) {
      close();
      reserve(rows);
      pinned = new Pinned(environment, in, out, rows, width);
    }
    return pinned;
  }

  /** Java frees direct memory late, so that a block of every size of its own would pile up. */
  private void reserve(int rows) {
    if (out.capacity() < rows) {
      int capacity = Math.max(rows, 2 * out.capacity());
      in = direct(capacity * width);
      out = direct(capacity);
    }
  }

  private static FloatBuffer direct(int floats) {
    return ByteBuffer.allocateDirect(floats * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Tensors over direct memory that ONNX Runtime reads and writes in place. */
  private static final class Pinned implements AutoCloseable {
    final int rows;
    final FloatBuffer in;
    final FloatBuffer out;
    final Map<String, OnnxTensor> inputs;
    final Map<String, OnnxTensor> outputs;

    Pinned(OrtEnvironment environment, FloatBuffer in, FloatBuffer out, int rows, int width)
        throws OrtException {
      this.rows = rows;
      this.in = in.slice(0, rows * width);
      this.out = out.slice(0, rows);
      this.inputs = Map.of(OnnxModel.INPUT, tensor(environment, this.in, rows, width));
      this.outputs = Map.of(OnnxModel.OUTPUT, tensor(environment, this.out, rows, 1));
    }

    private static OnnxTensor tensor(
        OrtEnvironment environment, FloatBuffer buffer, int rows, int columns) throws OrtException {
      return OnnxTensor.createTensor(environment, buffer, new long[] {rows, columns});
    }

    @Override
    public void close() {
      inputs.values().forEach(OnnxTensor::close);
      outputs.values().forEach(OnnxTensor::close);
    }
  }
}
