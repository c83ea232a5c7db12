package dev.millrace.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.support.Seeds;
import dev.millrace.models.network.NetworkBuilder;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import dev.millrace.models.network.Optimizer;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.models.train.TrainedModel;
import dev.millrace.models.train.TrainedNetwork;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.schedule.FixedSchedule;

class TrainingFilesTest {
  private static final float[] FEATURES = {1, -1, 0.5f};

  @Test
  void an_ensemble_and_its_baseline_are_read_back_from_one_folder(@TempDir Path folder) {
    TrainedModel ensemble =
        new TrainedModel(
            List.of(
                network(new NetworkSpec.Mlp(List.of(4), Nonlinearity.RELU, 0, 0), 1),
                network(new NetworkSpec.Mlp(List.of(5, 2), Nonlinearity.TANH, 0.5, 0), 2)));
    TrainedModel baseline = TrainedModel.of(network(new NetworkSpec.Logistic(), 3));

    TrainingFiles.write(folder, ensemble);
    TrainingFiles.write(folder, baseline);

    assertSame(TrainingFiles.read(folder, "mlp"), ensemble);
    assertSame(TrainingFiles.read(folder, "logistic"), baseline);
    assertThat(TrainingFiles.curve(folder, "mlp")).isEqualTo(ensemble.members().get(0).curve());
  }

  private static void assertSame(TrainedModel read, TrainedModel written) {
    assertThat(read.members())
        .extracting(TrainedNetwork::spec)
        .isEqualTo(written.members().stream().map(TrainedNetwork::spec).toList());
    assertThat(read.members())
        .extracting(TrainedNetwork::curve)
        .isEqualTo(written.members().stream().map(TrainedNetwork::curve).toList());
    assertThat(read.predict(FEATURES, 1)).isEqualTo(written.predict(FEATURES, 1));
  }

  /** As a refit leaves it: nothing judged its epochs. */
  private static TrainedNetwork network(NetworkSpec spec, int seed) {
    return new TrainedNetwork(
        spec,
        NetworkBuilder.build(
            spec, FEATURES.length, Optimizer.of(new FixedSchedule(1), 0), new Seeds(seed)),
        new LearningCurve(
            spec.network(),
            List.of(new LearningCurve.Epoch(1, 0.1, seed, Double.NaN, Double.NaN, 1)),
            1,
            "trained again for 1 epochs"));
  }
}
