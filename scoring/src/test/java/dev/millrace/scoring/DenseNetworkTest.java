package dev.millrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DenseNetworkTest {
  private static final int ROWS = 200;

  private final ModelPackage loaded = ModelPackage.load(GoldenPackage.folder());

  @Property
  void bytes_that_are_no_network_give_none(@ForAll byte[] bytes) {
    assertThat(DenseNetwork.read(bytes)).isEmpty();
  }

  @Property(tries = 10)
  void rows_get_what_onnx_runtime_gives_them_and_the_same_bits_whatever_is_beside_them(
      @ForAll @IntRange(min = 1, max = 1000) int seed) {
    try (OnnxModel model = loaded.openNetwork();
        OnnxScorer reference = model.scorer();
        OnnxScorer scorer = model.rowScorer()) {
      float[] features = features(model.width(), seed);
      float[] expected = new float[ROWS];
      float[] together = new float[ROWS];
      reference.score(features, ROWS, expected);
      scorer.score(features, ROWS, together);
      for (int row = 0; row < ROWS; row++) {
        float[] alone = new float[1];
        float[] one = new float[model.width()];
        System.arraycopy(features, row * model.width(), one, 0, model.width());
        scorer.score(one, 1, alone);
        assertThat(alone[0]).isEqualTo(together[row]);
        assertThat(together[row]).isCloseTo(expected[row], within(1e-6f));
      }
    }
  }

  /** Of every density, as one-hot categories and numbers are. */
  private static float[] features(int width, int seed) {
    Random random = new Random(seed);
    float[] features = new float[ROWS * width];
    for (int i = 0; i < features.length; i++) {
      features[i] = random.nextInt(ROWS) < i / width ? (float) random.nextGaussian() : 0;
    }
    return features;
  }
}
