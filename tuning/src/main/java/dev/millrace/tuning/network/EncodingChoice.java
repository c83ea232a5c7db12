package dev.millrace.tuning.network;

import dev.millrace.contract.feature.Encoding;

/**
 * How columns become numbers that say nothing of their own.
 *
 * @param numbers of columns whose values are numbers
 * @param categories of categories
 */
public record EncodingChoice(Encoding numbers, Encoding categories) {
  public EncodingChoice {
    if (!numbers.method().takesNumbers() || categories.method().takesNumbers()) {
      throw new IllegalArgumentException(
          "numbers cannot be encoded as "
              + numbers.method()
              + " and categories as "
              + categories.method());
    }
  }
}
