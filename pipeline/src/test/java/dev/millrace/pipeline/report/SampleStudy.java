package dev.millrace.pipeline.report;

import dev.millrace.tuning.importance.ParameterImportance;
import dev.millrace.tuning.network.Goal;
import dev.millrace.tuning.network.StudyReport;
import dev.millrace.tuning.network.StudyReport.Axis;
import dev.millrace.tuning.network.StudyReport.Tried;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A search of thirty trials: small learning rates do well, and trial 17 best. */
final class SampleStudy {
  private static final int TRIALS = 30;
  private static final int BEST = 17;

  private SampleStudy() {}

  static StudyReport complete() {
    List<Tried> trials = new ArrayList<>();
    for (int number = 0; number < TRIALS; number++) {
      trials.add(trial(number));
    }
    return new StudyReport(
        "tpe",
        "median",
        Goal.ROC_AUC,
        5,
        List.of(
            axis("depth", 1, 3, false),
            axis("width_1", 16, 128, true),
            axis("width_2", 16, 128, true),
            axis("width_3", 16, 128, true),
            new Axis("activation", 0, 2, false, List.of("swish", "relu", "leaky_relu")),
            axis("dropout", 0, 0.6, false),
            axis("learning_rate", 0.001, 0.02, true),
            axis("weight_decay", 0.05, 5, true),
            new Axis("encode.numbers", 0, 2, false, List.of("bins", "quantile", "robust")),
            axis("encode.bins", 4, 48, true)),
        trials,
        0,
        BEST,
        List.of(BEST, 4),
        List.of(9),
        List.of(
            new ParameterImportance("learning_rate", 0.61),
            new ParameterImportance("encode.numbers", 0.2),
            new ParameterImportance("dropout", 0.11),
            new ParameterImportance("weight_decay", 0.06),
            new ParameterImportance("depth", 0.02)));
  }

  private static Axis axis(String name, double low, double high, boolean log) {
    return new Axis(name, low, high, log, List.of());
  }

  private static Tried trial(int number) {
    double share = number * 0.618 % 1;
    double value = number == BEST ? 0.8493 : 0.8475 - 0.03 * share * share;
    boolean pruned = number > 8 && number % 5 == 0;
    List<Double> folds = pruned ? List.of(value) : List.of(value - 0.01, value, value + 0.01);
    return number == 13
        ? new Tried(number, "failed", point(number, share), null, null, List.of(), 1.2, "diverged")
        : new Tried(
            number,
            pruned ? "pruned" : "complete",
            point(number, share),
            pruned ? value - 0.02 : value,
            pruned ? null : (Double) 0.0056,
            folds,
            pruned ? 2.5 : 8.25,
            null);
  }

  private static Map<String, Object> point(int number, double share) {
    Map<String, Object> point = new LinkedHashMap<>();
    long depth = 1L + number % 3;
    point.put("depth", depth);
    for (long layer = 1; layer <= depth; layer++) {
      point.put("width_" + layer, 16L + number * layer % 112);
    }
    point.put("activation", List.of("swish", "relu", "leaky_relu").get(number % 3));
    point.put("dropout", 0.6 * (number * 0.37 % 1));
    point.put("learning_rate", 0.001 * Math.pow(20, share));
    point.put("weight_decay", 0.05 * Math.pow(100, number * 0.73 % 1));
    String numbers = number % 4 == 1 ? "quantile" : number % 4 == 3 ? "robust" : "bins";
    point.put("encode.numbers", numbers);
    if (numbers.equals("bins")) {
      point.put("encode.bins", 4L + number);
    }
    return point;
  }
}
