package dev.millrace.models.evaluate;

import dev.millrace.models.evaluate.EvaluateSpec.CalibrationChoice;
import dev.millrace.scoring.Calibration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A way to calibrate; the simplest first. */
enum CalibrationMethod {
  NONE(rows -> new Calibration.None()),
  PLATT(PlattFit::fit),
  ISOTONIC(IsotonicFit::fit);

  private final Function<ScoredRows, Calibration> fit;

  CalibrationMethod(Function<ScoredRows, Calibration> fit) {
    this.fit = fit;
  }

  Calibration fit(ScoredRows rows) {
    return fit.apply(rows);
  }

  /** As {@link Calibration#methodName()}. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The methods a choice is between. */
  static List<CalibrationMethod> of(CalibrationChoice choice) {
    return switch (choice) {
      case AUTO -> List.of(values());
      case NONE -> List.of(NONE);
      case PLATT -> List.of(PLATT);
      case ISOTONIC -> List.of(ISOTONIC);
    };
  }
}
