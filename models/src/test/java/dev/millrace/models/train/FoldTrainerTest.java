package dev.millrace.models.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.encode.ColumnStatistics;
import dev.millrace.contract.encode.EncoderBuilder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnType;
import dev.millrace.contract.feature.Encoding;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.NumberStyle;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.rows.RowCursor;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.contract.rows.TrainingRows;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.contract.support.Json;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.network.NetworkSpec;
import dev.millrace.models.network.Nonlinearity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.datavec.api.records.reader.RecordReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldTrainerTest {
  private static final NetworkSpec MLP =
      new NetworkSpec.Mlp(List.of(16, 8), Nonlinearity.RELU, 0, 0);
  private static final FitSpec FIT = Toy.fit(12, 0.02);
  private static final FittedEncoder ENCODER = encoder();

  private final List<String> events = new ArrayList<>();

  @Test
  void each_fold_is_scored_as_training_on_it_alone_does() {
    FoldScores scores = score(MLP, 3);
    assertThat(scores.network()).isEqualTo("mlp");
    assertThat(scores.folds()).extracting(FoldScores.Fold::fold).containsExactly(1, 2, 3);
    FoldScores.Fold second = scores.folds().get(1);
    LearningCurve alone =
        Trainer.create()
            .train(
                MLP,
                FIT,
                fold(1).training(),
                fold(1).validation(),
                ENCODER,
                new Seeds(42).derive("fold").derive(1),
                Progress.silent())
            .curve();
    LearningCurve.Epoch best = alone.epochs().get(alone.bestEpoch() - 1);
    assertThat(second.bestEpoch()).isEqualTo(alone.bestEpoch());
    assertThat(second.rocAuc()).isEqualTo(best.validationRocAuc());
    assertThat(second.logLoss()).isEqualTo(best.validationLogLoss());
    assertThat(second.trainingRows()).isEqualTo(700);
    assertThat(second.validationRows()).isEqualTo(300);
  }

  @Test
  void a_fold_read_once_gives_what_cross_validation_gives_whenever_it_is_trained_on() {
    FoldScores scores = score(MLP, 2);
    for (long memory : new long[] {1 << 20, 1}) {
      try (FoldRows rows = fold(1);
          EncodedFold fold = EncodedFold.read(rows, memory)) {
        assertThat(best(train(fold, epoch -> true))).isEqualTo(scores.folds().get(1));
        assertThat(best(train(fold, epoch -> true))).isEqualTo(scores.folds().get(1));
      }
    }
  }

  @Test
  void a_watcher_sees_every_epoch_and_ends_training() {
    List<LearningCurve.Epoch> seen = new ArrayList<>();
    try (EncodedFold fold = EncodedFold.read(fold(0), 1 << 20)) {
      LearningCurve whole = train(fold, epoch -> true);
      LearningCurve cut = train(fold, epoch -> seen.add(epoch) && epoch.epoch() < 5);
      assertThat(cut.epochs()).hasSize(5).isEqualTo(seen);
      assertThat(cut.stopped()).isEqualTo("the watcher of epochs ended it");
      assertThat(cut.epochs())
          .extracting(LearningCurve.Epoch::validationLogLoss)
          .isEqualTo(
              whole.epochs().stream()
                  .limit(5)
                  .map(LearningCurve.Epoch::validationLogLoss)
                  .toList());
      assertThat(whole.stopped()).isEqualTo("all 12 epochs were trained");
    }
  }

  @Test
  void means_are_over_folds_with_their_standard_error() {
    FoldScores scores =
        FoldScores.of(
            "mlp",
            List.of(
                new FoldScores.Fold(1, 10, 5, 1, 0.7, 0.5),
                new FoldScores.Fold(2, 20, 5, 1, 0.8, 0.4),
                new FoldScores.Fold(3, 30, 5, 1, 0.9, 0.3)));
    assertThat(scores.rocAuc().mean()).isEqualTo(0.8, within(1e-12));
    assertThat(scores.rocAuc().standardError()).isEqualTo(0.1 / Math.sqrt(3), within(1e-12));
    assertThat(scores.logLoss().mean()).isEqualTo(0.4, within(1e-12));
  }

  @Test
  void cross_validation_tells_a_network_that_can_learn_from_one_that_cannot() {
    assertThat(score(MLP, 2).rocAuc().mean())
        .isGreaterThan(score(new NetworkSpec.Logistic(), 2).rocAuc().mean() + 0.2);
  }

  @Test
  void the_same_seed_gives_the_same_scores() {
    assertThat(score(MLP, 2)).isEqualTo(score(MLP, 2));
  }

  @Test
  void one_fold_is_open_at_a_time() {
    score(new NetworkSpec.Logistic(), 3);
    assertThat(events)
        .containsExactly("open 0", "close 0", "open 1", "close 1", "open 2", "close 2");
  }

  @Test
  void scores_are_read_back_from_json(@TempDir Path folder) throws Exception {
    FoldScores scores = score(new NetworkSpec.Logistic(), 2);
    Path file = Files.writeString(folder.resolve("folds.json"), Json.pretty(scores));
    assertThat(Json.read(file, FoldScores.class)).isEqualTo(scores);
  }

  @Test
  void one_fold_is_no_cross_validation() {
    assertThatThrownBy(() -> score(MLP, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private FoldScores score(NetworkSpec network, int folds) {
    List<Supplier<FoldRows>> all =
        IntStream.range(0, folds).mapToObj(i -> (Supplier<FoldRows>) () -> fold(i)).toList();
    return new FoldTrainer(Trainer.create())
        .score(network, FIT, all, new Seeds(42), Progress.silent());
  }

  private static LearningCurve train(EncodedFold fold, EpochWatcher watcher) {
    return new FoldTrainer(Trainer.create())
        .train(MLP, FIT, fold, new Seeds(42).derive("fold").derive(1), watcher, Progress.silent());
  }

  private static FoldScores.Fold best(LearningCurve curve) {
    LearningCurve.Epoch best = curve.epochs().get(curve.bestEpoch() - 1);
    return new FoldScores.Fold(
        2, 700, 300, curve.bestEpoch(), best.validationRocAuc(), best.validationLogLoss());
  }

  private FoldRows fold(int number) {
    events.add("open " + number);
    return new FoldRows() {
      @Override
      public TrainingRows training() {
        return new TrainingRows(new Encoded(Toy.ring(700, 10 + number)));
      }

      @Override
      public ValidationRows validation() {
        return new ValidationRows(new Encoded(Toy.ring(300, 20 + number)));
      }

      @Override
      public FittedEncoder encoder() {
        return ENCODER;
      }

      @Override
      public void close() {
        events.add("close " + number);
      }
    };
  }

  /** Made-up rows that are encoded already. */
  private record Encoded(EncodedSource source) implements RowSource {
    @Override
    public long rows() {
      return source.rows();
    }

    @Override
    public long positives() {
      return source.positives();
    }

    @Override
    public RowCursor cursor() {
      throw new UnsupportedOperationException("only encoded rows are here");
    }

    @Override
    public RecordReader encoded(FittedEncoder encoder, EncodingCounts counts) {
      return source.passes().get();
    }
  }

  /** As wide as the rows of {@link Toy}. */
  private static FittedEncoder encoder() {
    List<Column> columns = IntStream.range(0, Toy.WIDTH).mapToObj(i -> number("x" + i)).toList();
    List<ColumnStatistics> statistics =
        columns.stream()
            .map(column -> (ColumnStatistics) ColumnStatistics.Numbers.of(-1, 0, 1))
            .toList();
    FeatureContract contract =
        new FeatureContract("ring", null, new Target("inside", "yes"), columns);
    return FittedEncoder.of(new EncoderBuilder(contract, statistics).build());
  }

  private static Column number(String name) {
    return new Column(
        name,
        ColumnType.NUMBER,
        false,
        null,
        null,
        List.of(),
        null,
        null,
        null,
        NumberStyle.ENGLISH,
        List.of(),
        List.of(),
        Encoding.of(Encoding.Method.STANDARD));
  }
}
