package dev.millrace.models.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.Seeds;
import dev.millrace.models.network.NetworkBuilder;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Optimizer;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;

class BestEpochTest {
  private final MultiLayerNetwork network =
      NetworkBuilder.build(
          new NetworkSpec.Logistic(), 1, Optimizer.of(new FixedSchedule(1), 0), new Seeds(1));

  @Test
  void of_equal_epochs_the_latest_is_restored() {
    BestEpoch best = new BestEpoch(Toy.fit(9, 1));
    offer(best, 1, 0.7);
    offer(best, 2, 0.5);
    offer(best, 3, 0.5);
    offer(best, 4, 0.6);
    best.restore(network);
    assertThat(best.epoch()).isEqualTo(3);
    assertThat(network.params().getFloat(0)).isEqualTo(3);
    assertThat(best.remark()).isEqualTo("best log-loss 0.5000 at epoch 3");
  }

  @Test
  void the_remark_has_a_point_in_every_country() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      BestEpoch best = new BestEpoch(Toy.fit(9, 1));
      offer(best, 1, 0.4123);
      assertThat(best.remark()).isEqualTo("best log-loss 0.4123 at epoch 1");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_tie_does_not_renew_the_patience() {
    BestEpoch best = new BestEpoch(Toy.fit(3, 1)); // patience 3
    offer(best, 1, 0.5);
    offer(best, 2, 0.5);
    offer(best, 3, 0.5);
    assertThat(best.exhausted(3)).isFalse();
    offer(best, 4, 0.5);
    assertThat(best.exhausted(4)).isTrue();
  }

  private void offer(BestEpoch best, int epoch, double logLoss) {
    network.setParams(Nd4j.create(new float[] {epoch, 0}, network.params().shape()));
    best.offer(epoch, new Validation.Score(logLoss, 0.5), network);
  }
}
