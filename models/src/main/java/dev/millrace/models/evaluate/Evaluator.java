package dev.millrace.models.evaluate;

import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.rows.RowSource;
import dev.millrace.contract.rows.TestRows;
import dev.millrace.contract.rows.ValidationRows;
import dev.millrace.contract.support.Progress;
import dev.millrace.contract.support.Seeds;
import dev.millrace.models.evaluate.Evaluation.Importance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Judges a model beside its baselines: everything that is fitted or chosen (calibration, threshold,
 * importance) comes from validation rows, and then the test rows are taken, once. Baselines are
 * calibrated and given thresholds in the same way.
 *
 * <p>Holds keys, labels and probabilities of all validation and test rows, features by batch. The
 * same seed, rows and models give the same result to the last bit. Not thread-safe.
 */
public final class Evaluator {
  private static final String MODEL = "model";

  private final EvaluateSpec spec;
  private final FeatureContract contract;
  private final Seeds seeds;
  private final Progress progress;

  /**
   * @param contract of the rows; how their columns are encoded does not matter
   * @param seeds the recipe's
   */
  public Evaluator(EvaluateSpec spec, FeatureContract contract, Seeds seeds, Progress progress) {
    check(spec, contract);
    this.spec = spec;
    this.contract = contract;
    this.seeds = seeds.derive("evaluate");
    this.progress = progress;
  }

  /**
   * Finds what cannot work before anything is trained.
   *
   * @throws MillraceException {@code RECIPE_INVALID} for an unknown metric or slice, or a threshold
   *     by decision without a decision
   */
  public static void check(EvaluateSpec spec, FeatureContract contract) {
    Gates.check(spec.gates());
    Slices.of(contract, spec.slices());
    ThresholdChooser.check(spec.threshold(), spec.decision());
  }

  /**
   * Evaluates.
   *
   * @param baselines by name, at least one; the model is compared with the one that has the highest
   *     ROC-AUC on validation rows
   * @param test taken here; a second evaluation of the same rows is refused
   * @throws MillraceException {@code CLASS_TOO_SMALL} where validation or test rows lack a class
   */
  public EvaluationResult evaluate(
      JudgedModel model,
      Map<String, JudgedModel> baselines,
      ValidationRows validation,
      TestRows test) {
    requireBaseline(baselines);
    requireBothClasses("validation", validation.source().rows(), validation.source().positives());
    requireBothClasses("test", test.rows(), test.positives());
    List<String> names = new ArrayList<>(List.of(MODEL));
    List<JudgedModel> models = new ArrayList<>(List.of(model));
    new TreeMap<>(baselines)
        .forEach(
            (name, baseline) -> {
              names.add(name);
              models.add(baseline);
            });
    List<FittedModel> fitted = fit(names, models, validation);
    List<Importance> importance =
        new PermutationImportance(contract, model.encoder(), seeds, progress)
            .of(model.onValidation(), validation);
    return onTestRows(fitted, models, test.takeForEvaluation(), importance);
  }

  private List<FittedModel> fit(
      List<String> names, List<JudgedModel> models, ValidationRows validation) {
    List<RowScorer.EncodedModel> scoring =
        models.stream()
            .map(model -> new RowScorer.EncodedModel(model.onValidation(), model.encoder()))
            .toList();
    List<ScoredRows> raw =
        new RowScorer(newCounts(), progress)
            .score("score validation rows", validation.source(), scoring, batch -> {});
    return IntStream.range(0, names.size())
        .mapToObj(i -> fit(names.get(i), new ValidationScores(raw.get(i))))
        .toList();
  }

  private FittedModel fit(String name, ValidationScores raw) {
    FittedCalibration calibration = new Calibrator(spec.calibration(), seeds).fit(raw);
    ValidationScores calibrated =
        new ValidationScores(raw.rows().calibrated(calibration.calibration()));
    return new FittedModel(
        name,
        calibration,
        calibrated,
        new ThresholdChooser(calibrated).choose(spec.threshold(), spec.decision()));
  }

  private EvaluationResult onTestRows(
      List<FittedModel> fitted,
      List<JudgedModel> models,
      RowSource source,
      List<Importance> importance) {
    Slices slices = Slices.of(contract, spec.slices());
    EncodingCounts counts = newCounts();
    List<RowScorer.EncodedModel> scoring =
        models.stream()
            .map(model -> new RowScorer.EncodedModel(model.model(), model.encoder()))
            .toList();
    List<ScoredRows> raw =
        new RowScorer(counts, progress).score("score test rows", source, scoring, slices::add);
    List<TestScores> scores =
        IntStream.range(0, raw.size()).mapToObj(i -> fitted.get(i).calibrated(raw.get(i))).toList();
    FittedModel model = fitted.get(0);
    TestReport report = new TestReport(spec, seeds, fitted, scores);
    Evaluation evaluation =
        report.evaluation(
            slices.report(scores.get(0), spec.bootstrap(), spec.confidence(), seeds),
            new Mistakes(contract).worst(scores.get(0), model.threshold().value(), source),
            importance);
    return new EvaluationResult(
        evaluation, model.calibration().calibration(), model.validation(), scores.get(0), counts);
  }

  private EncodingCounts newCounts() {
    return new EncodingCounts(contract.columns().size());
  }

  private static void requireBaseline(Map<String, JudgedModel> baselines) {
    if (baselines.isEmpty()) {
      throw new IllegalArgumentException("a model is evaluated beside at least one baseline");
    }
  }

  private static void requireBothClasses(String split, long rows, long positives) {
    if (positives == 0 || positives == rows) {
      throw new MillraceException(
          ErrorCode.CLASS_TOO_SMALL,
          "Expected rows of both classes among the %s rows, but %d of %d are positive."
              .formatted(split, positives, rows),
          "Give that split a larger share, or bring more rows of the rarer class.");
    }
  }
}
