package dev.millrace.serving.protocol;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.serving.request.Refusal;
import org.jspecify.annotations.Nullable;

/** The number of reasons that a request asks for. */
public final class ReasonsAsked {
  private ReasonsAsked() {}

  /**
   * Reads it.
   *
   * @param value as {@link JsonBody} gave it; null for none
   * @throws Refusal where it is not a whole number from 0 to the contract's columns
   */
  public static int read(@Nullable Object value, FeatureContract contract) throws Refusal {
    int most = contract.columns().size();
    if (value == null) {
      return 0;
    }
    if (value instanceof Integer number && number >= 0 && number <= most) {
      return number;
    }
    throw Refusal.body(
        "'reasons' is to be a whole number from 0 to %d, but it is %s."
            .formatted(most, JsonBody.described(value)),
        "Say how many columns are to be named for each row.");
  }
}
