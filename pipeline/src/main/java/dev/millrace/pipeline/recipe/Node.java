package dev.millrace.pipeline.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of YAML with its place. Immutable; mappings keep the order of the file. */
sealed interface Node {
  Place place();

  /** The text under a key of this mapping, unchecked; empty where there is no such text. */
  default String peek(String key) {
    Entry entry = this instanceof Mapping mapping ? mapping.entries.get(key) : null;
    return entry != null && entry.value() instanceof Scalar scalar ? scalar.text() : "";
  }

  /** What it is, for messages: {@code the text "x"}, {@code a list}. */
  String describe();

  /**
   * A single value.
   *
   * @param text what was written, variables put in
   * @param shown the same with secrets masked; the only form that may leave the process
   * @param plain whether it may be read as a number or true/false: written without quotes, or it
   *     came from a variable
   */
  record Scalar(Place place, String text, String shown, boolean plain) implements Node {
    private static final int LONG = 60;

    /** Whether there is no value at all: nothing or {@code ~}. */
    boolean isEmpty() {
      return plain && (text.isEmpty() || text.equals("~"));
    }

    /** Whether it is YAML's null: nothing, {@code ~} or {@code null}. */
    boolean isNull() {
      return isEmpty() || (plain && text.equals("null"));
    }

    @Override
    public String describe() {
      if (isNull()) {
        return "nothing";
      }
      String brief = shown.length() > LONG ? shown.substring(0, LONG) + "…" : shown;
      return plain ? "'" + brief + "'" : "the text \"" + brief + "\"";
    }
  }

  /** A list. */
  record Sequence(Place place, List<Node> items) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /** Keys and values. */
  record Mapping(Place place, Map<String, Entry> entries) implements Node {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    @Override
    public String describe() {
      return "keys and values";
    }

    /**
     * This mapping changed by {@code over}: mappings merge, nothing removes, anything else
     * replaces.
     */
    Mapping mergedWith(Mapping over) {
      Map<String, Entry> merged = new LinkedHashMap<>(entries);
      over.entries.forEach(
          (key, entry) -> {
            Entry mine = merged.get(key);
            if (entry.value() instanceof Scalar scalar && scalar.isEmpty()) {
              merged.remove(key);
            } else if (mine != null
                && mine.value() instanceof Mapping below
                && entry.value() instanceof Mapping above) {
              merged.put(key, new Entry(mine.keyPlace(), below.mergedWith(above)));
            } else {
              merged.put(key, entry);
            }
          });
      return new Mapping(place, merged);
    }
  }

  /** The value of a key and where the key stands. */
  record Entry(Place keyPlace, Node value) {}
}
