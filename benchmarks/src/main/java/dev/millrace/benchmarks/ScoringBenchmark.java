package dev.millrace.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.models.export.OnnxWriter;
import dev.millrace.scoring.OnnxModel;
import dev.millrace.scoring.OnnxScorer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Time to score a row that is encoded already, with a network of 40-64-32-1: our pinned ONNX
 * Runtime scorer, ONNX Runtime with new tensors for each call, and Deeplearning4j itself. All get a
 * {@code float[]} and give one; all run on one thread.
 */
public final class ScoringBenchmark {
  private static final int WIDTH = 40;
  private static final int[] BATCHES = {1, 64, 1024};

  private ScoringBenchmark() {}

  /** Prints the table; takes no arguments. */
  public static void main(String[] arguments) throws Exception {
    MultiLayerNetwork network = network();
    byte[] onnx = OnnxWriter.toBytes(network, Map.of());
    String format = "%6s %22s %22s %22s %10s %10s%n";
    System.out.printf(
        Locale.ROOT,
        format,
        "batch",
        "Millrace us/row",
        "new tensors us/row",
        "DL4J us/row",
        "x tensors",
        "x DL4J");
    for (int batch : BATCHES) {
      float[] features = features(batch);
      double ours = pinned(onnx, features, batch) / batch;
      double fresh = newTensors(onnx, features, batch) / batch;
      double dl4j = dl4j(network, features, batch) / batch;
      System.out.printf(
          Locale.ROOT,
          "%6d %22.3f %22.3f %22.3f %10.1f %10.1f%n",
          batch,
          ours,
          fresh,
          dl4j,
          fresh / ours,
          dl4j / ours);
    }
  }

  private static double pinned(byte[] onnx, float[] features, int batch) throws Exception {
    float[] out = new float[batch];
    try (OnnxModel model = OnnxModel.load(onnx);
        OnnxScorer scorer = model.scorer()) {
      return Stopwatch.microseconds(() -> scorer.score(features, batch, out));
    }
  }

  private static double newTensors(byte[] onnx, float[] features, int batch) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx, options)) {
        return Stopwatch.microseconds(() -> runOnce(environment, session, features, batch));
      }
    }
  }

  private static void runOnce(
      OrtEnvironment environment, OrtSession session, float[] features, int batch)
      throws OrtException {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(features.length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(features)
            .rewind();
    try (OnnxTensor in = OnnxTensor.createTensor(environment, buffer, new long[] {batch, WIDTH});
        OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, in))) {
      Stopwatch.keep(result.get(0).getValue());
    }
  }

  private static double dl4j(MultiLayerNetwork network, float[] features, int batch)
      throws Exception {
    return Stopwatch.microseconds(
        () -> {
          INDArray in = Nd4j.create(features, new long[] {batch, WIDTH}, 'c');
          Stopwatch.keep(network.output(in).data().asFloat());
        });
  }

  private static float[] features(int batch) {
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[batch * WIDTH];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextDouble(-2, 2);
    }
    return features;
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nIn(WIDTH).nOut(64).build())
                .layer(new DenseLayer.Builder().nIn(64).nOut(32).build())
                .layer(
                    new OutputLayer.Builder(LossFunctions.LossFunction.XENT)
                        .activation(Activation.SIGMOID)
                        .nIn(32)
                        .nOut(1)
                        .build())
                .build());
    network.init();
    return network;
  }
}
