package dev.millrace.serving.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Which model has the lower Brier score over the outcomes that came back. */
public enum Verdict {
  UNDECIDED,
  CHAMPION,
  CHALLENGER;

  /** As in JSON: lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
