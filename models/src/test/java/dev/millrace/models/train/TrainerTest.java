package dev.millrace.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {
  private static final NetworkSpec MLP =
      new NetworkSpec.Mlp(List.of(16, 8), Nonlinearity.RELU, 0, 0);

  @ParameterizedTest
  @EnumSource(Nonlinearity.class)
  void an_mlp_learns_what_a_line_cannot(Nonlinearity activation) {
    NetworkSpec spec = new NetworkSpec.Mlp(List.of(16, 8), activation, 0.02, 0);
    assertThat(bestAuc(Toy.train(spec, Toy.fit(30, 0.02)))).isGreaterThan(0.93);
  }

  @Test
  void a_line_does_not_separate_a_ring() {
    assertThat(bestAuc(Toy.train(new NetworkSpec.Logistic(), Toy.fit(10, 0.02)))).isLessThan(0.65);
  }

  @Test
  void rows_beyond_the_memory_train_the_same_network_to_the_last_bit() {
    TrainedNetwork spilled = train(Trainer.withMemory(1), Toy.fit(3, 0.02));
    TrainedNetwork half = train(Trainer.withMemory(50_000), Toy.fit(3, 0.02));
    TrainedNetwork kept = train(Trainer.create(), Toy.fit(3, 0.02));
    assertThat(parameters(spilled)).isEqualTo(parameters(kept));
    assertThat(parameters(half)).isEqualTo(parameters(kept));
    assertThat(validation(spilled)).isEqualTo(validation(kept));
  }

  @Test
  void two_threads_train_what_one_after_the_other_trains() {
    FitSpec fit = Toy.fit(12, 0.02);
    NetworkSpec dropping = new NetworkSpec.Mlp(List.of(16, 8), Nonlinearity.MISH, 0.2, 0.1);
    List<NetworkSpec> specs = List.of(MLP, dropping, new NetworkSpec.Logistic(), dropping);
    try (EncodedFold fold = EncodedFold.of(Toy.ring(1500, 1), Toy.ring(700, 2), 1)) {
      IntFunction<float[]> training =
          i ->
              parameters(
                  Trainer.create()
                      .train(
                          specs.get(i % specs.size()),
                          fit,
                          fold,
                          new Seeds(i),
                          EpochWatcher.none(),
                          Progress.silent()));
      List<float[]> serial = IntStream.range(0, 8).mapToObj(training).toList();
      ExecutorService two = Executors.newFixedThreadPool(2);
      List<CompletableFuture<float[]>> parallel =
          IntStream.range(0, 8)
              .mapToObj(i -> CompletableFuture.supplyAsync(() -> training.apply(i), two))
              .toList();
      two.shutdown();
      for (int i = 0; i < 8; i++) {
        assertThat(parallel.get(i).join()).as("training %s", i).isEqualTo(serial.get(i));
      }
    }
  }

  @Test
  void a_refit_learns_from_both_parts_for_as_long_as_it_is_told() {
    EncodedSource first = Toy.ring(70, 1);
    EncodedSource second = Toy.ring(2000, 2);
    FitSpec fit = Toy.fit(30, 0.02);
    TrainedNetwork refitted = refit(Trainer.create(), fit, 20, first, second);
    assertThat(refitted.curve().epochs()).hasSize(20);
    assertThat(refitted.curve().bestEpoch()).isEqualTo(20);
    assertThat(refitted.curve().stopped()).isEqualTo("trained again for 20 epochs");
    assertThat(refitted.curve().epochs())
        .allSatisfy(epoch -> assertThat(epoch.validationLogLoss()).isNaN());
    double fromFirst = auc(refit(Trainer.create(), fit, 20, first, first));
    assertThat(auc(refitted)).isGreaterThan(0.97).isGreaterThan(fromFirst + 0.02);
  }

  /** A refit on rows cut in two is the training on the rows in one piece, as far as it goes. */
  @Test
  void a_refit_follows_the_learning_rates_of_the_whole_fit() {
    FitSpec fit = Toy.fit(10, 0.02);
    Parts parts = Parts.of(Toy.ring(1500, 1), 1000);
    TrainedNetwork refitted = refit(Trainer.create(), fit, 4, parts.first, parts.second);
    List<Double> losses = new ArrayList<>();
    LearningCurve whole;
    try (EncodedFold fold = EncodedFold.of(Toy.ring(1500, 1), Toy.ring(700, 2), 1 << 20)) {
      whole =
          Trainer.create()
              .train(
                  MLP,
                  fit,
                  fold,
                  new Seeds(42),
                  epoch -> losses.add(epoch.trainLoss()) && epoch.epoch() < 4,
                  Progress.silent())
              .curve();
    }
    assertThat(losses).hasSize(4);
    assertThat(refitted.curve().epochs())
        .extracting(LearningCurve.Epoch::trainLoss)
        .isEqualTo(losses);
    assertThat(refitted.curve().epochs())
        .extracting(LearningCurve.Epoch::learningRate)
        .isEqualTo(whole.epochs().stream().map(LearningCurve.Epoch::learningRate).toList());
    assertThat(parameters(refit(Trainer.withMemory(1), fit, 4, parts.first, parts.second)))
        .isEqualTo(parameters(refitted));
  }

  @Test
  void a_refit_is_not_longer_than_its_fit() {
    EncodedSource rows = Toy.ring(100, 1);
    assertThatThrownBy(() -> refit(Trainer.create(), Toy.fit(5, 0.1), 6, rows, rows))
        .hasMessage("epochs of a refit must be from 1 to the 5 of the fit, not 6");
  }

  @Test
  void logistic_regression_finds_the_log_odds() {
    float[] features = {-1, -1, -1, -1, 1, 1, 1, 1};
    float[] labels = {1, 0, 0, 0, 1, 1, 1, 0};
    FitSpec fit =
        new FitSpec(
            8,
            300,
            0.05,
            FitSpec.Schedule.COSINE,
            0,
            300,
            FitSpec.Select.LOG_LOSS,
            FitSpec.ClassWeights.none(),
            0);
    EncodedSource rows = Toy.of(features, labels);
    TrainedNetwork trained =
        Trainer.create()
            .train(new NetworkSpec.Logistic(), fit, rows, rows, new Seeds(1), Progress.silent());
    float[] probabilities = trained.predict(new float[] {-1, 1}, 2);
    assertThat(probabilities[0]).isEqualTo(0.25f, within(0.005f));
    assertThat(probabilities[1]).isEqualTo(0.75f, within(0.005f));
  }

  @Test
  void the_best_epoch_is_the_one_that_predicts() {
    TrainedNetwork trained = Toy.train(MLP, Toy.fit(12, 0.1));
    LearningCurve curve = trained.curve();
    double best = curve.epochs().get(curve.bestEpoch() - 1).validationLogLoss();
    assertThat(curve.epochs()).allMatch(epoch -> epoch.validationLogLoss() >= best);
    Validation.Score score = judge(Toy.ring(700, 2), trained);
    assertThat(score.logLoss()).isEqualTo(best, within(1e-6));
  }

  @Test
  void training_stops_when_the_patience_is_over() {
    FitSpec fit = Toy.fit(200, 0.3);
    FitSpec impatient =
        new FitSpec(
            fit.batch(),
            200,
            0.3,
            FitSpec.Schedule.CONSTANT,
            0,
            3,
            FitSpec.Select.ROC_AUC,
            FitSpec.ClassWeights.none(),
            0);
    LearningCurve curve = Toy.train(MLP, impatient).curve();
    assertThat(curve.epochs().size()).isLessThan(200);
    assertThat(curve.stopped()).isEqualTo("no gain in 3 epochs");
    assertThat(curve.epochs().size() - curve.bestEpoch()).isLessThanOrEqualTo(3);
  }

  @Test
  void divergence_names_epoch_step_and_learning_rate() {
    assertThatThrownBy(() -> Toy.train(MLP, Toy.fit(5, 1e30)))
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TRAINING_DIVERGED);
              assertThat(e).hasMessageContaining("mlp").hasMessageContaining("epoch 1, step 2");
              assertThat(e).hasMessageContaining("1.00e+30");
              assertThat(e.hint()).contains("learning_rate: 1.00e+29");
            });
  }

  @Test
  void rows_of_one_class_are_refused() {
    EncodedSource oneClass = Toy.of(new float[8], new float[8]);
    assertThatThrownBy(
            () ->
                Trainer.create()
                    .train(
                        MLP, Toy.fit(1, 0.1), oneClass, oneClass, new Seeds(1), Progress.silent()))
        .isInstanceOfSatisfying(
            MillraceException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLASS_TOO_SMALL))
        .hasMessageContaining("0 of 8 rows are positive");
  }

  @Test
  void an_interrupt_ends_training() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> Toy.train(MLP, Toy.fit(50, 0.01)))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_saved_network_predicts_the_same_after_loading(@TempDir Path folder) throws Exception {
    TrainedNetwork trained = Toy.train(MLP, Toy.fit(3, 0.02));
    Path zip = folder.resolve("network.zip");
    trained.save(zip);
    TrainedNetwork loaded = TrainedNetwork.load(zip, trained.spec(), trained.curve());
    float[] features = {0.1f, -0.4f, 1, 2, 0, 0.5f};
    assertThat(loaded.predict(features, 1)).isEqualTo(trained.predict(features, 1));
    assertThat(loaded.network().getLayerWiseConfigurations().toJson()).doesNotContain("millrace");
    Files.write(zip, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> TrainedNetwork.load(zip, trained.spec(), trained.curve()))
        .hasMessageContaining("network.zip is not a network");
  }

  /** Weights, smoothing, decay and schedule: all of it against Deeplearning4j's own fit. */
  @Test
  void fused_training_gives_what_stock_training_gives() {
    FitSpec fit =
        new FitSpec(
            64,
            3,
            0.01,
            FitSpec.Schedule.ONE_CYCLE,
            0.1,
            3,
            FitSpec.Select.LOG_LOSS,
            FitSpec.ClassWeights.balanced(),
            0.1);
    TrainedNetwork fused = train(Trainer.create(), fit);
    TrainedNetwork stock = train(Trainer.create().withStockSteps(), fit);
    float[] expected = stock.network().params().dup().data().asFloat();
    assertThat(fused.network().params().dup().data().asFloat())
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-4 * (1 + Math.abs(b)) ? 0 : 1)
        .containsExactly(expected);
    for (int i = 0; i < 3; i++) {
      assertThat(fused.curve().epochs().get(i).trainLoss())
          .isEqualTo(stock.curve().epochs().get(i).trainLoss(), within(1e-4));
    }
  }

  @Test
  void stock_training_learns_with_dropout_too() {
    NetworkSpec spec = new NetworkSpec.Mlp(List.of(16, 8), Nonlinearity.TANH, 0.02, 0.01);
    TrainedNetwork stock =
        Trainer.create()
            .withStockSteps()
            .train(
                spec,
                Toy.fit(20, 0.03),
                Toy.ring(1500, 1),
                Toy.ring(700, 2),
                new Seeds(42),
                Progress.silent());
    assertThat(bestAuc(stock)).isGreaterThan(0.9);
    assertThat(stock.network().getLayerWiseConfigurations().toJson()).doesNotContain("millrace");
  }

  private static TrainedNetwork train(Trainer trainer, FitSpec fit) {
    return trainer.train(
        MLP, fit, Toy.ring(1500, 1), Toy.ring(700, 2), new Seeds(42), Progress.silent());
  }

  private static TrainedNetwork refit(
      Trainer trainer, FitSpec fit, int epochs, EncodedSource first, EncodedSource second) {
    return trainer.refit(MLP, fit, epochs, first, second, new Seeds(42), Progress.silent());
  }

  /** Rows of one source as two. */
  private record Parts(EncodedSource first, EncodedSource second) {
    static Parts of(EncodedSource source, int rows) {
      try (Matrix matrix = Matrix.read(List.of(source), 1 << 20)) {
        return new Parts(part(matrix, 0, rows), part(matrix, rows, matrix.rows() - rows));
      }
    }

    private static EncodedSource part(Matrix matrix, int from, int rows) {
      float[] labels = new float[rows];
      for (int row = 0; row < rows; row++) {
        labels[row] = matrix.label(from + row);
      }
      return Toy.of(matrix.block(from, rows), labels);
    }
  }

  private static Validation.Score judge(EncodedSource rows, TrainedNetwork trained) {
    try (Matrix matrix = Matrix.read(List.of(rows), 1 << 20)) {
      return new Validation(matrix).score(all -> Predictions.of(trained.network(), all));
    }
  }

  private static double auc(TrainedNetwork trained) {
    return judge(Toy.ring(3000, 99), trained).rocAuc();
  }

  private static float[] parameters(TrainedNetwork trained) {
    return trained.network().params().dup().data().asFloat();
  }

  private static List<Double> validation(TrainedNetwork trained) {
    return trained.curve().epochs().stream().map(LearningCurve.Epoch::validationLogLoss).toList();
  }

  private static double bestAuc(TrainedNetwork trained) {
    return trained.curve().epochs().get(trained.curve().bestEpoch() - 1).validationRocAuc();
  }
}
