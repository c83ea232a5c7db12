package dev.millrace.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainedModelTest {
  private static final TrainedNetwork MLP =
      Toy.train(new NetworkSpec.Mlp(List.of(8), Nonlinearity.RELU, 0, 0), Toy.fit(2, 0.02));
  private static final TrainedNetwork LOGISTIC =
      Toy.train(new NetworkSpec.Logistic(), Toy.fit(2, 0.02));
  private static final float[] FEATURES = {0.1f, -0.4f, 1, 2, 0, 0.5f, 1, 1, 0, -2, 1, 0};

  @Test
  void an_ensemble_gives_the_mean_of_its_members() {
    TrainedModel model = new TrainedModel(List.of(MLP, LOGISTIC));
    float[] first = MLP.predict(FEATURES, 2);
    float[] second = LOGISTIC.predict(FEATURES, 2);
    float[] both = model.predict(FEATURES, 2);
    for (int row = 0; row < 2; row++) {
      assertThat(first[row]).isNotEqualTo(second[row]);
      assertThat(both[row]).isEqualTo((first[row] + second[row]) / 2, within(1e-7f));
    }
    assertThat(model.network()).isEqualTo("mlp");
    assertThat(model.parameters()).isEqualTo(8 * 7 + 9 + 7);
  }

  @Test
  void a_model_of_one_network_gives_what_the_network_gives() {
    assertThat(TrainedModel.of(MLP).predict(FEATURES, 2)).isEqualTo(MLP.predict(FEATURES, 2));
  }

  @Test
  void members_that_take_other_features_are_refused() {
    TrainedNetwork narrow = train(Toy.of(new float[] {1, 2, 3, 4}, new float[] {1, 0, 1, 0}));
    assertThatThrownBy(() -> new TrainedModel(List.of(MLP, narrow)))
        .hasMessage("the networks of an ensemble take the same features, but they take [6, 1]");
    assertThatThrownBy(() -> new TrainedModel(List.of()))
        .hasMessage("a model has at least one network");
  }

  private static TrainedNetwork train(EncodedSource rows) {
    return Trainer.create()
        .train(
            new NetworkSpec.Logistic(),
            Toy.fit(1, 0.1),
            rows,
            rows,
            new Seeds(1),
            Progress.silent());
  }
}
