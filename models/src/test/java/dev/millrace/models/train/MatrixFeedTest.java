package dev.millrace.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What mini-batches have to keep, whether their rows are on the heap or spilled. */
class MatrixFeedTest {
  private static final int ROWS = 10_000; // more than one block of the reader
  private static final int BATCH = 100;
  private static final long PLENTY = 1 << 20;
  private static final Targets PLAIN = new Targets(1, 0);
  private static final EncodedSource NUMBERED = numbered();

  static Stream<MatrixFeed> feeds() {
    return matrices().map(matrix -> new MatrixFeed(matrix, PLAIN));
  }

  /** The heap and a file, each in one piece and in pieces whose ends are not those of blocks. */
  static Stream<Matrix> matrices() {
    return Stream.of(PLENTY, 1L)
        .flatMap(
            memory ->
                Stream.of(1L << 30, 8_000L, 1L)
                    .map(piece -> Matrix.read(List.of(NUMBERED), memory, piece)));
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void an_epoch_gives_every_row_once(MatrixFeed feed) {
    List<Integer> order = epoch(feed, 1);
    assertThat(Set.copyOf(order)).hasSize(ROWS);
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void an_epoch_depends_on_its_seed_alone(MatrixFeed feed) {
    List<Integer> first = epoch(feed, 1);
    epoch(feed, 2);
    assertThat(epoch(feed, 1)).isEqualTo(first);
  }

  @Test
  void epochs_come_in_different_orders() {
    MatrixFeed feed = new MatrixFeed(Matrix.read(List.of(NUMBERED), PLENTY), PLAIN);
    assertThat(epoch(feed, 1)).isNotEqualTo(epoch(feed, 2));
  }

  @Test
  void rows_keep_their_labels_with_weight_and_smoothing() {
    MatrixFeed feed = new MatrixFeed(Matrix.read(List.of(NUMBERED), PLENTY), new Targets(3, 0.2f));
    Batch batch = Batch.of(BATCH, 2);
    feed.startEpoch(new Seeds(5));
    feed.fill(batch);
    for (int row = 0; row < BATCH; row++) {
      boolean positive = (int) batch.features()[2 * row] % 4 == 0;
      assertThat(batch.targets()[row]).isEqualTo(positive ? 0.9f : 0.1f, within(1e-6f));
      assertThat(batch.weights()[row]).isEqualTo(positive ? 3 : 1);
    }
  }

  @Test
  void balanced_weights_make_both_classes_count_the_same() {
    FitSpec fit = Toy.fit(1, 0.1);
    FitSpec balanced =
        new FitSpec(
            fit.batch(),
            fit.epochs(),
            fit.learningRate(),
            fit.schedule(),
            fit.weightDecay(),
            fit.patience(),
            fit.select(),
            FitSpec.ClassWeights.balanced(),
            0);
    Targets targets = Targets.of(balanced, NUMBERED.rows(), NUMBERED.positives());
    assertThat(targets.positiveWeight() * NUMBERED.positives())
        .isEqualTo((float) (NUMBERED.rows() - NUMBERED.positives()));
  }

  private static List<Integer> epoch(MatrixFeed feed, long seed) {
    Batch batch = Batch.of(BATCH, 2);
    List<Integer> order = new ArrayList<>();
    feed.startEpoch(new Seeds(seed));
    for (int i = 0; i < ROWS / BATCH; i++) {
      feed.fill(batch);
      for (int row = 0; row < BATCH; row++) {
        order.add((int) batch.features()[2 * row]);
        assertThat(batch.features()[2 * row + 1]).isEqualTo(-batch.features()[2 * row]);
      }
    }
    return order;
  }

  /** Row i holds i and -i; every fourth row is positive. */
  private static EncodedSource numbered() {
    float[] features = new float[2 * ROWS];
    float[] labels = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      features[2 * row] = row;
      features[2 * row + 1] = -row;
      labels[row] = row % 4 == 0 ? 1 : 0;
    }
    return Toy.of(features, labels);
  }
}
