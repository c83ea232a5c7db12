package dev.millrace.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX network in ONNX Runtime: input {@code features [batch, width]}, output {@code probability
 * [batch, 1]}, both float. Runs on one thread of the CPU for each call: networks for tables are too
 * small to share. Thread-safe; the {@linkplain #scorer() scorers} are for one thread each and must
 * be closed before the model.
 */
public final class OnnxModel implements AutoCloseable {
  /** Name of the input. */
  public static final String INPUT = "features";

  /** Name of the output. */
  public static final String OUTPUT = "probability";

  private static final int COMPARED = 8;
  private static final long SEED = 7;
  private static final double TOLERANCE = 1e-6;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final int width;
  private final @Nullable DenseNetwork dense;

  private OnnxModel(
      OrtEnvironment environment, OrtSession session, int width, @Nullable DenseNetwork dense) {
    this.environment = environment;
    this.session = session;
    this.width = width;
    this.dense = dense;
  }

  /**
   * Loads a network.
   *
   * @param onnx the serialised model
   * @throws MillraceException {@code PACKAGE_INVALID} where it is no such network; {@code
   *     DEVICE_UNAVAILABLE} where ONNX Runtime does not run on this machine
   */
  public static OnnxModel load(byte[] onnx) {
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL); // faults are thrown
      return of(environment, environment.createSession(onnx, options), onnx);
    } catch (OrtException e) {
      throw Invalid.because("ONNX Runtime cannot load the network: " + e.getMessage(), e);
    }
  }

  private static OnnxModel of(OrtEnvironment environment, OrtSession session, byte[] onnx)
      throws OrtException {
    try {
      OnnxModel model = new OnnxModel(environment, session, widthOf(session), null);
      DenseNetwork dense = DenseNetwork.read(onnx).orElse(null);
      return dense != null && dense.width() == model.width && model.agrees(dense)
          ? model.with(dense)
          : model;
    } catch (OrtException | RuntimeException e) { // its memory is not the heap's
      session.close();
      throw e;
    }
  }

  /** Number of features of a row. */
  public int width() {
    return width;
  }

  /** A new scorer with buffers of its own, for one thread at a time. */
  public OnnxScorer scorer() {
    return new OnnxScorer(environment, session, width, null);
  }

  /**
   * As {@link #scorer()}, for answers: networks of dense layers, which agree with ONNX Runtime
   * within 1e-6 or are left to it, are run in plain Java row by row. So a single row costs a third,
   * a row in a block more, and a row gets the same bits whatever rows are beside it.
   */
  OnnxScorer rowScorer() {
    return new OnnxScorer(environment, session, width, dense == null ? null : dense.copy());
  }

  private OnnxModel with(DenseNetwork network) {
    return new OnnxModel(environment, session, width, network);
  }

  /** Whether it says what ONNX Runtime says of rows with ever fewer zeros. */
  private boolean agrees(DenseNetwork network) {
    Random random = new Random(SEED);
    float[] features = new float[width];
    float[] expected = new float[1];
    try (OnnxScorer reference = scorer()) {
      for (int row = 0; row < COMPARED; row++) {
        for (int i = 0; i < width; i++) {
          features[i] = random.nextInt(COMPARED) < row ? (float) random.nextGaussian() : 0;
        }
        reference.score(features, 1, expected);
        if (!(Math.abs(expected[0] - network.score(features, 0)) <= TOLERANCE)) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw OnnxScorer.failed(e);
    }
  }

  private static OrtEnvironment environment() {
    try {
      return OrtEnvironment.getEnvironment();
    } catch (IllegalStateException | LinkageError e) {
      throw new MillraceException(
          ErrorCode.DEVICE_UNAVAILABLE,
          "ONNX Runtime does not start on %s %s: %s"
              .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e),
          "Use Linux, Windows or macOS with glibc on x86-64 or arm64, and a writable temporary"
              + " folder.",
          e);
    }
  }

  private static int widthOf(OrtSession session) throws OrtException {
    if (session.getInputInfo().containsKey(INPUT)
        && session.getOutputNames().contains(OUTPUT)
        && session.getInputInfo().get(INPUT).getInfo() instanceof TensorInfo input
        && input.getShape().length == 2
        && input.getShape()[1] > 0) {
      return Math.toIntExact(input.getShape()[1]);
    }
    Map<?, ?> inputs = session.getInputInfo();
    throw Invalid.because(
        "Expected a network from '%s' [batch, width] to '%s', but it takes %s."
            .formatted(INPUT, OUTPUT, inputs.values()));
  }
}
