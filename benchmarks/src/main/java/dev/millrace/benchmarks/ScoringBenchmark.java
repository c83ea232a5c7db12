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
import java.util.List;
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
    byte[] onnx = OnnxWriter.toBytes(List.of(network), Map.of());
    System.out.println(" batch | microseconds per row: Millrace | ORT, new tensors | DL4J");
    try (OnnxModel model = OnnxModel.load(onnx);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = OrtEnvironment.getEnvironment().createSession(onnx, options)) {
        for (int batch : BATCHES) {
          compare(model, session, network, batch);
        }
      }
    }
  }

  private static void compare(
      OnnxModel model, OrtSession session, MultiLayerNetwork network, int batch) throws Exception {
    float[] features = features(batch);
    float[] out = new float[batch];
    try (OnnxScorer scorer = model.scorer()) {
      double[] times =
          Stopwatch.microseconds(
              () -> scorer.score(features, batch, out),
              () -> withNewTensors(session, features, batch),
              () -> withDl4j(network, features, batch));
      System.out.printf(
          Locale.ROOT,
          "%6d | %30.3f | %9.3f (%5.1f x) | %8.3f (%5.1f x)%n",
          batch,
          times[0] / batch,
          times[1] / batch,
          times[1] / times[0],
          times[2] / batch,
          times[2] / times[0]);
    }
  }

  private static void withNewTensors(OrtSession session, float[] features, int batch)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
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

  private static void withDl4j(MultiLayerNetwork network, float[] features, int batch) {
    INDArray in = Nd4j.create(features, new long[] {batch, WIDTH}, 'c');
    Stopwatch.keep(network.output(in).data().asFloat());
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
