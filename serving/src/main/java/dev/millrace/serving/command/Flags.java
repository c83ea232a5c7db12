package dev.millrace.serving.command;

import dev.millrace.serving.config.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of the flags. */
final class Flags {
  static final String CONFIG = "--config";
  static final String SHADOW = "--shadow";
  static final String WARM_UP = "--warm-up";

  /** The most used, which stand at the start of the help; some have a shorter name too. */
  private static final Map<Key, List<String>> USUAL =
      Map.of(
          Key.HOST, List.of(),
          Key.PORT, List.of(),
          Key.CHALLENGER_MODEL, List.of("--challenger"),
          Key.CHALLENGER_SHARE, List.of("--share"));

  private Flags() {}

  static boolean isUsual(Key key) {
    return USUAL.containsKey(key);
  }

  /** The names of a key's flag; none for a key without, and for the model, which is an argument. */
  static List<String> of(Key key) {
    if (key == Key.MODEL || !key.hasFlag()) {
      return List.of();
    }
    List<String> names = new ArrayList<>(USUAL.getOrDefault(key, List.of()));
    names.add(key.flag());
    return names;
  }

  static Map<String, Key> byName() {
    Map<String, Key> keys = new HashMap<>();
    for (Key key : Key.values()) {
      of(key).forEach(name -> keys.put(name, key));
    }
    return keys;
  }
}
