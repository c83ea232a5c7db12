package dev.millrace.etl.feed;

import java.util.List;
import java.util.Locale;

/** The parts of a split, with the codes of the column {@code __split}. */
enum Part {
  TRAIN,
  VALIDATION,
  TEST;

  static final List<String> NAMES = List.of("train", "validation", "test");

  int code() {
    return ordinal();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
