package dev.millrace.serving.config;

import java.util.Comparator;

/**
 * Where a value was given.
 *
 * @param source the more it counts the smaller: a value from a smaller one goes before
 * @param name a flag, a variable or the file, as the user named it
 * @param line from 1; 0 outside files, and for a file as a whole
 * @param column from 1; 0 where there is no line
 */
record Place(Source source, String name, int line, int column) implements Comparable<Place> {
  private static final Comparator<Place> IN_READING_ORDER =
      Comparator.comparing(Place::source)
          .thenComparingInt(Place::line)
          .thenComparingInt(Place::column)
          .thenComparing(Place::name);

  /** Who gave a value; the first goes before the others. */
  enum Source {
    FLAG,
    VARIABLE,
    FILE,
    SURROUNDINGS
  }

  static Place flag(String key) {
    return new Place(Source.FLAG, Key.flag(key), 0, 0);
  }

  static Place variable(String name) {
    return new Place(Source.VARIABLE, name, 0, 0);
  }

  static Place surroundings(String name) {
    return new Place(Source.SURROUNDINGS, name, 0, 0);
  }

  static Place wholeFile(String name) {
    return new Place(Source.FILE, name, 0, 0);
  }

  @Override
  public int compareTo(Place other) {
    return IN_READING_ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line > 0 ? name + ":" + line + ":" + column : name;
  }
}
