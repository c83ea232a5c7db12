package dev.millrace.etl.feed;

import java.util.List;
import java.util.Locale;

/** The parts of a split, with the codes of the column {@code __split}. */
enum Part {
  TRAIN(0),
  VALIDATION(1),
  TEST(2);

  static final List<String> NAMES = List.of("train", "validation", "test");

  private final int code;

  Part(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
