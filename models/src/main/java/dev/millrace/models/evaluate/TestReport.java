package dev.millrace.models.evaluate;

import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.Evaluation.CalibrationReport;
import dev.millrace.models.evaluate.Evaluation.CalibrationReport.Bin;
import dev.millrace.models.evaluate.Evaluation.Comparison;
import dev.millrace.models.evaluate.Evaluation.Decision;
import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Evaluation.Mistake;
import dev.millrace.models.evaluate.Evaluation.Slice;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts together what the scores of test rows say; the first model is the one under test. */
final class TestReport {
  private final EvaluateSpec spec;
  private final Bootstrap bootstrap;
  private final Periods periods;
  private final List<FittedModel> models;
  private final List<TestScores> scores;
  private final FittedModel model;
  private final Levels levels;
  private final Tally tally;

  /**
   * @param scores calibrated, in the order of {@code models}
   */
  TestReport(EvaluateSpec spec, Seeds seeds, List<FittedModel> models, List<TestScores> scores) {
    this.spec = spec;
    this.bootstrap = new Bootstrap(spec.bootstrap(), spec.confidence(), seeds.derive("bootstrap"));
    this.periods = new Periods(spec.bootstrap(), spec.confidence(), seeds);
    this.models = models;
    this.scores = scores;
    this.model = models.get(0);
    this.levels = Levels.of(scores.get(0).rows());
    this.tally = levels.tally();
  }

  Evaluation evaluation(List<Slice> slices, List<Mistake> mistakes, List<Importance> importance) {
    double threshold = model.threshold().value();
    Metrics test = Metrics.of(tally, threshold);
    Map<String, Interval> confidence = bootstrap.metrics(levels, threshold);
    return new Evaluation(
        model.validationMetrics(),
        test,
        model.threshold(),
        confidence,
        baselines(),
        comparison(),
        calibration(),
        ConfusionCount.of(tally, threshold),
        CurveThinning.thin(RocCurve.points(tally)),
        CurveThinning.thin(PrecisionRecallCurve.points(tally)),
        CurveThinning.thin(GainCurve.points(tally)),
        GainCurve.liftByDecile(tally),
        decision(spec.decision()),
        slices,
        mistakes,
        importance,
        new Gates(spec.gates()).report(test, confidence),
        periods.of(model.validation(), scores.get(0)),
        Periods.bestPossible(scores.get(0).rows(), test.rocAuc()));
  }

  private Map<String, Metrics> baselines() {
    Map<String, Metrics> baselines = new LinkedHashMap<>();
    for (int i = 1; i < models.size(); i++) {
      Tally ofBaseline = Levels.of(scores.get(i).rows()).tally();
      baselines.put(
          models.get(i).name(), Metrics.of(ofBaseline, models.get(i).threshold().value()));
    }
    return baselines;
  }

  private Comparison comparison() {
    int best = strongestBaseline();
    DeLongTest test = DeLongTest.of(scores.get(0).rows(), scores.get(best).rows());
    Interval interval =
        bootstrap.difference(levels, Levels.of(scores.get(best).rows()), RocAuc::of);
    return new Comparison(models.get(best).name(), test.difference(), interval, test.pValue());
  }

  /** By validation rows: choosing by test rows would flatter the baseline. */
  private int strongestBaseline() {
    return IntStream.range(1, models.size())
        .boxed()
        .max(
            Comparator.comparingDouble((Integer i) -> models.get(i).validationMetrics().rocAuc())
                .thenComparing(Comparator.reverseOrder()))
        .orElseThrow();
  }

  private CalibrationReport calibration() {
    List<Bin> bins = Reliability.bins(tally, spec.confidence());
    return new CalibrationReport(
        model.calibration().calibration().methodName(),
        model.calibration().validationLogLoss(),
        Reliability.expectedError(bins),
        bins);
  }

  private @Nullable Decision decision(@Nullable DecisionSpec decision) {
    if (decision == null) {
      return null;
    }
    double threshold = new ThresholdChooser(model.validation()).byDecision(decision).value();
    long capacity = Profit.capacity(tally, decision);
    double rate = (double) tally.positives() / tally.rows();
    return new Decision(
        threshold,
        Profit.at(tally, threshold, decision),
        bootstrap.interval(levels, sample -> Profit.at(sample, threshold, decision)),
        Profit.contacted(tally, threshold, decision),
        capacity * (decision.valueOfASave() * rate - decision.contactCost()),
        CurveThinning.thin(Profit.points(tally, decision)));
  }
}
