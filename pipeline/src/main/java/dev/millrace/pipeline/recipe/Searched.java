package dev.millrace.pipeline.recipe;

import java.util.Arrays;
import java.util.List;

/**
 * The values that a searched key may have.
 *
 * @param kind of its numbers
 * @param range of its numbers
 * @param names that may stand for, or beside, numbers
 */
record Searched(Kind kind, Range range, List<String> names) {
  enum Kind {
    NAME,
    NUMBER,
    SHARE,
    WHOLE
  }

  static Searched names(List<String> names) {
    return new Searched(Kind.NAME, Range.ANY, names);
  }

  static <E extends Enum<E>> Searched constants(Class<E> type) {
    return names(Arrays.stream(type.getEnumConstants()).map(Choices::name).toList());
  }

  static Searched number(Range range) {
    return new Searched(Kind.NUMBER, range, List.of());
  }

  static Searched share(Range range) {
    return new Searched(Kind.SHARE, range, List.of());
  }

  static Searched whole(Range range) {
    return new Searched(Kind.WHOLE, range, List.of());
  }

  /** The same with names beside. */
  Searched or(List<String> others) {
    return new Searched(kind, range, others);
  }

  boolean hasNumbers() {
    return kind != Kind.NAME;
  }
}
