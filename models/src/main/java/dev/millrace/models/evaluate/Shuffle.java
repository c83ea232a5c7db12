package dev.millrace.models.evaluate;

import java.util.SplittableRandom;

/** Fisher and Yates' shuffle of indices. */
final class Shuffle {
  private Shuffle() {}

  static void inPlace(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  /** The numbers 0 to {@code size - 1} in random order. */
  static int[] permutation(int size, SplittableRandom random) {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = i;
    }
    inPlace(values, random);
    return values;
  }
}
