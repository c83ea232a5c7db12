package dev.millrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class OnnxScorerTest {
  private static final int LARGEST = 300;

  private final ModelPackage loaded = ModelPackage.load(GoldenPackage.folder());

  @Test
  void blocks_of_every_size_share_the_memory_of_the_largest() {
    try (OnnxModel model = loaded.openNetwork();
        OnnxScorer scorer = model.scorer()) {
      float[] features = new float[LARGEST * model.width()];
      float[] probabilities = new float[LARGEST];
      scorer.score(features, LARGEST, probabilities);
      long before = directBuffers();
      for (int rows = 1; rows < LARGEST; rows++) {
        scorer.score(features, rows, probabilities);
      }
      assertThat(directBuffers() - before).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void a_row_gets_the_same_probability_in_a_block_that_grows_and_shrinks() {
    try (OnnxModel model = loaded.openNetwork();
        OnnxScorer scorer = model.scorer()) {
      float[] features = new float[LARGEST * model.width()];
      for (int i = 0; i < features.length; i++) {
        features[i] = i % model.width() / 7f - 1;
      }
      float[] first = new float[1];
      scorer.score(features, 1, first);
      for (int rows : new int[] {5, 2, 64, 63, LARGEST, 1}) {
        float[] probabilities = new float[LARGEST];
        scorer.score(features, rows, probabilities);
        for (int row = 0; row < LARGEST; row++) {
          float expected = row < rows ? first[0] : 0;
          assertThat(probabilities[row]).isCloseTo(expected, within(1e-6f));
        }
      }
    }
  }

  private static long directBuffers() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getCount)
        .sum();
  }
}
