package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.scoring.CleanRows;
import dev.millrace.serving.experiment.ArmCounts;
import dev.millrace.serving.experiment.Challenge;
import dev.millrace.serving.experiment.Contest;
import dev.millrace.serving.experiment.Experiment;
import dev.millrace.serving.experiment.Mode;
import dev.millrace.serving.model.ScoringCost;
import dev.millrace.serving.model.ServedModel;
import dev.millrace.serving.model.ServedModels;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Predictions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A quick champion beside a slow challenger, which answers each row or none, and fails where the
 * region is not one of training.
 */
class LineupTest {
  private static final int COLUMNS = 7;
  private static final Map<String, Object> ROW =
      Map.of("plan", "pro", "region", "south", "tenure", 71.0, "autopay", 1.0, "joined", 18462.0);
  private static final Map<String, Object> MARS =
      Map.of("plan", "pro", "region", "mars", "tenure", 71.0, "autopay", 1.0, "joined", 18462.0);

  @TempDir Path folder;
  private final Counter failedRows = new SimpleMeterRegistry().counter("failed");
  private Experiment experiment;
  private ServedModel champion;
  private ServedModel challenger;

  @BeforeEach
  void load() {
    experiment = Experiment.open(folder.resolve("data"), null);
    champion = ServedModels.costing(Served.modelPackage(1), new ScoringCost(2, 1));
    challenger = ServedModels.costing(StrictPackage.in(folder), new ScoringCost(5000, 4000));
  }

  @AfterEach
  void close() {
    champion.release();
    challenger.release();
    experiment.close();
  }

  private Lineup lineup(Mode mode) {
    Contest contest =
        experiment.begin(champion.identity(), new Challenge(challenger.identity(), mode, 1, null));
    return new Lineup(
        champion, new ChallengerScorer(challenger, failedRows), challenger, contest, null);
  }

  private Lineup alone() {
    return new Lineup(champion, null, null, experiment.begin(champion.identity(), null), null);
  }

  private record Asked(ColumnBatch rows, int reasons) implements PredictRequest {
    @Override
    public @Nullable String key(int row) {
      return "S" + row;
    }
  }

  private Asked asked(int rows, int reasons) {
    return asked(ROW, rows, reasons);
  }

  private Asked failing(int rows, int reasons) {
    return asked(MARS, rows, reasons);
  }

  private Asked asked(Map<String, Object> row, int rows, int reasons) {
    return new Asked(
        new CleanRows(champion.identity().contract(), Collections.nCopies(rows, row)), reasons);
  }

  private static Predictions answer(Lineup lineup, PredictRequest request) {
    return lineup.predictions(request, lineup.score(request.rows()));
  }

  @Test
  void a_request_costs_what_both_models_cost() {
    assertThat(alone().micros(asked(1, 0))).isEqualTo(2);
    assertThat(lineup(Mode.SHADOW).micros(asked(1, 0))).isEqualTo(5002);
    assertThat(lineup(Mode.SPLIT).micros(asked(10, 0))).isEqualTo(40_010);
  }

  @Test
  void reasons_cost_what_the_models_that_answer_cost() {
    assertThat(lineup(Mode.SHADOW).micros(asked(1, 3))).isEqualTo(2 * (1 + COLUMNS) + 5000);
    assertThat(lineup(Mode.SPLIT).micros(asked(1, 3))).isEqualTo(5002 * (1 + COLUMNS));
  }

  @Test
  void requests_are_joined_where_both_models_together_are_quicker_so() {
    assertThat(alone().joins()).isTrue();
    assertThat(lineup(Mode.SHADOW).joins()).isFalse();
  }

  private void isAnsweredByChampion(Predictions given) {
    Predictions expected = answer(alone(), failing(3, 2));
    assertThat(given.probabilities()).isEqualTo(expected.probabilities());
    assertThat(given.reasons()).isEqualTo(expected.reasons());
    assertThat(given.challenged()).containsExactly(false, false, false);
  }

  @Test
  void a_shadow_that_fails_costs_no_answer_and_is_counted() {
    isAnsweredByChampion(answer(lineup(Mode.SHADOW), failing(3, 2)));
    assertThat(failedRows.count()).isEqualTo(3);
  }

  @Test
  void a_shadow_is_not_asked_for_reasons() {
    Lineup lineup = lineup(Mode.SHADOW);
    double[] values = lineup.score(asked(3, 2).rows());

    assertThat(lineup.predictions(failing(3, 2), values).reasons()).hasSize(3);
    assertThat(failedRows.count()).isZero();
  }

  @Test
  void the_champion_answers_rows_of_a_challenger_that_fails() {
    Lineup lineup = lineup(Mode.SPLIT);
    assertThat(answer(lineup, asked(3, 2)).challenged()).containsExactly(true, true, true);

    Predictions given = answer(lineup, failing(3, 2));

    assertThat(lineup.contest().rows()).isEqualTo(new ArmCounts(3, 3));
    assertThat(failedRows.count()).isEqualTo(3);
    isAnsweredByChampion(given);
  }

  @Test
  void the_champion_answers_rows_whose_reasons_the_challenger_fails_to_give() {
    Lineup lineup = lineup(Mode.SPLIT);
    double[] values = lineup.score(asked(3, 2).rows());
    double[] failed = alone().score(failing(3, 2).rows());
    for (int row = 0; row < 3; row++) {
      values[2 * row] = failed[row]; // what the champion says, and what the challenger would say
    }

    isAnsweredByChampion(lineup.predictions(failing(3, 2), values));

    assertThat(failedRows.count()).isEqualTo(3);
  }

  @Test
  void each_row_has_the_reasons_of_the_model_that_answers_it() {
    Contest contest =
        experiment.begin(
            champion.identity(), new Challenge(challenger.identity(), Mode.SPLIT, 0.5, null));
    Lineup lineup =
        new Lineup(
            champion, new ChallengerScorer(challenger, failedRows), challenger, contest, null);
    Asked asked = asked(40, 2);

    Predictions given = answer(lineup, asked);

    for (int row = 0; row < 40; row++) {
      ServedModel model = given.challenged()[row] ? challenger : champion;
      assertThat(given.reasons().get(row))
          .isEqualTo(model.scorer().reasons(asked.rows(), 2).get(row));
      assertThat(given.probabilities()[row])
          .isCloseTo(model.scorer().score(asked.rows())[row], within(1e-9));
    }
    assertThat(given.challenged()).contains(true, false);
  }
}
