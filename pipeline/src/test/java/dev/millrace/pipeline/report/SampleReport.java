package dev.millrace.pipeline.report;

import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Target;
import dev.millrace.contract.support.Json;
import dev.millrace.etl.clean.CleanReport;
import dev.millrace.etl.clean.ColumnProfile;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.etl.source.Fingerprint;
import dev.millrace.etl.source.LandedTable;
import dev.millrace.models.evaluate.EvaluateSpec;
import dev.millrace.models.evaluate.EvaluateSpec.CalibrationChoice;
import dev.millrace.models.evaluate.EvaluateSpec.DecisionSpec;
import dev.millrace.models.evaluate.EvaluateSpec.Gate;
import dev.millrace.models.evaluate.EvaluateSpec.ThresholdRule;
import dev.millrace.models.evaluate.Evaluation;
import dev.millrace.models.evaluate.Evaluation.CalibrationReport;
import dev.millrace.models.evaluate.Evaluation.Comparison;
import dev.millrace.models.evaluate.Evaluation.Confusion;
import dev.millrace.models.evaluate.Evaluation.Decision;
import dev.millrace.models.evaluate.Evaluation.GateReport;
import dev.millrace.models.evaluate.Evaluation.GateReport.GateResult;
import dev.millrace.models.evaluate.Evaluation.Importance;
import dev.millrace.models.evaluate.Evaluation.Interval;
import dev.millrace.models.evaluate.Evaluation.Mistake;
import dev.millrace.models.evaluate.Evaluation.Slice;
import dev.millrace.models.evaluate.Metrics;
import dev.millrace.models.train.LearningCurve;
import dev.millrace.models.train.LearningCurve.Epoch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A whole run with fixed, believable numbers: customers of a telephone company who may leave. */
final class SampleReport {
  private static final int TEST_ROWS = 1409;
  private static final String SHA =
      "16320c9c1ec72448db59aa0a26a0b95401046bef5d02fd3aeb906448e3055e91";

  private SampleReport() {}

  /** Writes the report of a complete run to a folder, to look at or to write it elsewhere. */
  public static void main(String[] folder) {
    new ReportWriter().write(complete(), Path.of(folder[0]));
  }

  /** A run that went all the way. */
  static RunReport complete() {
    return of(clean(), evaluation(), null);
  }

  /** A run that stopped at cleaning. */
  static RunReport stopped(String why) {
    RunReport all = complete();
    return new RunReport(
        all.run(),
        all.sources(),
        all.contract(),
        all.judged(),
        all.clean(),
        null,
        null,
        null,
        List.of(),
        null,
        why);
  }

  static RunReport of(CleanReport clean, Evaluation evaluation, String stopped) {
    return new RunReport(
        run(),
        List.of(source()),
        contract(clean),
        judged(),
        clean,
        new RunReport.Split(
            new SplitSpec.Stratified(0.2, 0.2),
            new RunReport.Part(4225, 1121),
            new RunReport.Part(TEST_ROWS, 374),
            new RunReport.Part(TEST_ROWS, 374)),
        new RunReport.Training(
            curve("mlp", 64, 34, 0.405, 0.02),
            curve("logistic", 80, 79, 0.417, 0.004),
            null,
            SampleStudy.complete()),
        evaluation,
        List.of(
            new RunReport.ColumnCounts("TotalCharges", 5, 0),
            new RunReport.ColumnCounts("PaymentMethod", 0, 2)),
        new RunReport.PreviousRun("20261122-091504-telco", metrics(0.8391, 0.641, 0.4193)),
        stopped);
  }

  private static RunReport.Run run() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Millrace", "0.1.0");
    versions.put("Deeplearning4j", "1.0.0-M2.1");
    versions.put("Java", "17.0.15");
    versions.put("Operating system", "Linux 6.1 amd64");
    return new RunReport.Run(
        "telco",
        "20261123-172104-telco",
        Instant.parse("2026-11-23T17:21:04Z"),
        List.of(
            new RunReport.Stage("ingest", 0.41, true),
            new RunReport.Stage("clean", 0.84, false),
            new RunReport.Stage("features", 0.63, false),
            new RunReport.Stage("train", 18.4, false),
            new RunReport.Stage("evaluate", 4.2, false),
            new RunReport.Stage("package", 1.3, false)),
        42,
        "CPU, OpenBLAS, 1 thread",
        "2f8e9a1",
        versions);
  }

  private static LandedTable source() {
    List<LandedTable.LandedColumn> columns = new ArrayList<>();
    columns.add(new LandedTable.LandedColumn("customerID", "VARCHAR"));
    clean()
        .columns()
        .forEach(c -> columns.add(new LandedTable.LandedColumn(c.column(), "VARCHAR")));
    columns.add(new LandedTable.LandedColumn("Churn", "VARCHAR"));
    return new LandedTable(
        "customers",
        columns,
        7060,
        0,
        "delimiter ',', quote '\"', with a header, UTF-8",
        new Fingerprint(
            "customers", SHA, List.of(new Fingerprint.Part("/data/telco.csv", 970_457, SHA))));
  }

  static CleanReport clean() {
    try (InputStream in = SampleReport.class.getResourceAsStream("clean.json")) {
      return Json.mapper().readValue(in, CleanReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FeatureContract contract(CleanReport clean) {
    List<Column> columns = clean.columns().stream().map(SampleReport::column).toList();
    return new FeatureContract("telco", Key.of("customerID"), new Target("Churn", "Yes"), columns);
  }

  private static Column column(ColumnProfile profile) {
    Column plain = Column.of(profile.column(), profile.type());
    boolean tenure = profile.column().equals("tenure");
    return new Column(
        plain.name(),
        plain.type(),
        true,
        0.0,
        null,
        List.of(),
        null,
        tenure ? "month" : null,
        tenure ? "time as a customer" : null,
        plain.numberStyle(),
        List.of(),
        plain.text(),
        plain.encoding());
  }

  private static EvaluateSpec judged() {
    return new EvaluateSpec(
        CalibrationChoice.AUTO,
        new ThresholdRule.BestF1(),
        List.of(),
        1000,
        0.95,
        Map.of("roc_auc", new Gate(0.82, null, false)),
        new DecisionSpec(200, 5, 0.1));
  }

  private static LearningCurve curve(
      String network, int epochs, int best, double floor, double overfit) {
    List<Epoch> all = new ArrayList<>();
    for (int e = 1; e <= epochs; e++) {
      double fall = Math.exp(-e / 6.0);
      double late = overfit * Math.pow(Math.max(0, e - best) / 30.0, 1.4);
      double wave = 0.0015 * Math.sin(e * 1.7);
      all.add(
          new Epoch(
              e,
              0.002 * (1 + Math.cos(Math.PI * e / 200)) / 2,
              floor + 0.006 - 0.0002 * e + 0.22 * fall,
              floor + 0.012 + 0.18 * fall + late + wave,
              0.849 - (floor - 0.405) * 0.4 - 0.16 * fall - late * 0.4 - wave * 0.5,
              0.28));
    }
    return new LearningCurve(network, all, best, "no better validation loss for 30 epochs");
  }

  private static Metrics metrics(double rocAuc, double prAuc, double logLoss) {
    return new Metrics(rocAuc, prAuc, logLoss, 0.135, 0.36, 0.58, 0.68, 0.626, 0.783, 2.71);
  }

  static Evaluation evaluation() {
    SampleScores scores = new SampleScores(TEST_ROWS);
    Confusion confusion = scores.at(0.36);
    double precision =
        (double) confusion.truePositives()
            / (confusion.truePositives() + confusion.falsePositives());
    double recall =
        (double) confusion.truePositives()
            / (confusion.truePositives() + confusion.falseNegatives());
    double rocAuc = scores.rocAuc();
    Metrics test =
        new Metrics(
            rocAuc,
            0.662,
            0.4125,
            0.1338,
            0.36,
            precision,
            recall,
            2 * precision * recall / (precision + recall),
            0.793,
            scores.lift().get(0));
    return new Evaluation(
        metrics(rocAuc + 0.003, 0.669, 0.4098),
        test,
        new Evaluation.ChosenThreshold(0.36, "largest F1", null),
        confidence(rocAuc),
        Map.of("logistic", metrics(rocAuc - 0.0041, 0.651, 0.4168)),
        new Comparison("logistic", 0.0041, new Interval(-0.0016, 0.0098), 0.158),
        new CalibrationReport(
            "platt",
            Map.of("none", 0.4127, "platt", 0.4119, "isotonic", 0.4188),
            0.0147,
            scores.bins()),
        confusion,
        scores.roc(),
        scores.precisionRecall(),
        scores.gain(),
        scores.lift(),
        decision(scores),
        slices(rocAuc),
        mistakes(),
        importance(),
        new GateReport(true, List.of(new GateResult("roc_auc", "at least 0.82", rocAuc, true))));
  }

  private static Map<String, Interval> confidence(double rocAuc) {
    return Map.of(
        "roc_auc", new Interval(rocAuc - 0.021, rocAuc + 0.02),
        "pr_auc", new Interval(0.611, 0.708),
        "log_loss", new Interval(0.389, 0.437),
        "brier", new Interval(0.125, 0.143),
        "lift_top_decile", new Interval(2.44, 3.02));
  }

  private static Decision decision(SampleScores scores) {
    List<Evaluation.Point> curve = scores.profit(200, 5);
    Evaluation.Point chosen = curve.get(20);
    return new Decision(
        0.639, chosen.y(), new Interval(chosen.y() - 1450, chosen.y() + 1400), 140, 6730, curve);
  }

  private static List<Slice> slices(double rocAuc) {
    List<Slice> slices = new ArrayList<>();
    slices.add(slice("Contract", "Month-to-month", 771, 332, rocAuc - 0.085, 0.03));
    slices.add(slice("Contract", "One year", 301, 34, rocAuc - 0.04, 0.075));
    slices.add(new Slice("Contract", "Two year", 337, 8, null, null, 0.029));
    slices.add(slice("InternetService", "DSL", 489, 95, rocAuc + 0.004, 0.04));
    slices.add(slice("InternetService", "Fiber optic", 617, 257, rocAuc - 0.046, 0.034));
    slices.add(slice("InternetService", "No", 303, 22, rocAuc + 0.01, 0.07));
    slices.add(slice("gender", "Female", 701, 189, rocAuc + 0.002, 0.028));
    slices.add(slice("gender", "Male", 708, 185, rocAuc - 0.003, 0.029));
    return slices;
  }

  private static Slice slice(
      String column, String value, long rows, long positives, double rocAuc, double half) {
    return new Slice(
        column,
        value,
        rows,
        positives,
        rocAuc,
        new Interval(rocAuc - half, rocAuc + half),
        (double) positives / rows + 0.008);
  }

  private static List<Mistake> mistakes() {
    return List.of(
        mistake("7577-SWIFR", 0, 0.913, "1", "Month-to-month", "Fiber optic", "94.45"),
        mistake("2446-ZKVAF", 0, 0.884, "2", "Month-to-month", "Fiber optic", "101.15"),
        mistake("0639-TSIQW", 1, 0.031, "67", "Two year", "DSL", "102.95"));
  }

  private static Mistake mistake(
      String key, int label, double p, String tenure, String contract, String net, String charge) {
    return new Mistake(
        key,
        label,
        p,
        Map.of(
            "tenure", tenure,
            "Contract", contract,
            "InternetService", net,
            "MonthlyCharges", charge,
            "TotalCharges", charge,
            "PaymentMethod", "Electronic check"));
  }

  private static List<Importance> importance() {
    List<Importance> importance = new ArrayList<>();
    double drop = 0.0712;
    for (String column :
        List.of(
            "tenure",
            "InternetService",
            "Contract",
            "MonthlyCharges",
            "TotalCharges",
            "PaymentMethod",
            "OnlineSecurity",
            "TechSupport",
            "StreamingMovies",
            "StreamingTV",
            "PaperlessBilling",
            "MultipleLines",
            "PhoneService",
            "SeniorCitizen",
            "Dependents",
            "OnlineBackup",
            "gender")) {
      importance.add(new Importance(column, drop - 0.0004, 0.0011 + drop * 0.04));
      drop *= 0.68;
    }
    return importance;
  }

  static Evaluation withGates(Evaluation e, GateReport gates) {
    return with(e, e.importance(), gates);
  }

  static Evaluation withImportance(Evaluation e, List<Importance> importance) {
    return with(e, importance, e.gates());
  }

  private static Evaluation with(Evaluation e, List<Importance> importance, GateReport gates) {
    return new Evaluation(
        e.validation(),
        e.test(),
        e.threshold(),
        e.confidence(),
        e.baselines(),
        e.againstBaseline(),
        e.calibration(),
        e.confusion(),
        e.roc(),
        e.precisionRecall(),
        e.gain(),
        e.liftByDecile(),
        e.decision(),
        e.slices(),
        e.mistakes(),
        importance,
        gates);
  }
}
