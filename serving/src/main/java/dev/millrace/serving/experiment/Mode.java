package dev.millrace.serving.experiment;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a challenger is used for. */
public enum Mode {
  /** It answers a share of the rows. */
  SPLIT,
  /** It scores a share of the rows, and the champion answers all of them. */
  SHADOW;

  /** As in JSON: lower case. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
