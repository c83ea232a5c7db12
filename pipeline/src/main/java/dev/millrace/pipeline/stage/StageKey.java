package dev.millrace.pipeline.stage;

import dev.millrace.contract.support.Hashes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything a stage's output depends on. Equal keys mean equal outputs.
 *
 * @param stage name of the stage
 * @param parts what it depends on, by a name for people ({@code "source customers"}, {@code "recipe
 *     section train"}, {@code "code"}), as hashes
 */
record StageKey(StageName stage, Map<String, String> parts) {
  private static final int SHORT = 16;

  StageKey {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /** The name of the output's folder. */
  String digest() {
    StringBuilder text = new StringBuilder(stage.label());
    parts.forEach((name, value) -> text.append('\n').append(name).append('=').append(value));
    return Hashes.sha256(text.toString()).substring(0, SHORT);
  }

  /** Names of the parts that differ from an earlier key, in order; new and lost ones included. */
  List<String> differences(Map<String, String> earlier) {
    List<String> names = new ArrayList<>();
    parts.forEach(
        (name, value) -> {
          if (!value.equals(earlier.get(name))) {
            names.add(name);
          }
        });
    earlier.keySet().stream().filter(name -> !parts.containsKey(name)).forEach(names::add);
    return names;
  }

  static Builder of(StageName stage) {
    return new Builder(stage);
  }

  /** Gathers parts in order. */
  static final class Builder {
    private final StageName stage;
    private final Map<String, String> parts = new LinkedHashMap<>();

    private Builder(StageName stage) {
      this.stage = stage;
    }

    /** A part by its content. */
    Builder part(String name, String content) {
      parts.put(name, Hashes.sha256(content).substring(0, SHORT));
      return this;
    }

    /** Sections of the recipe by their names. */
    Builder sections(Map<String, String> contents) {
      contents.forEach((name, content) -> part("recipe section " + name, content));
      return this;
    }

    /** The key of a stage that reads the output of another one. */
    StageKey reads(StageKey other) {
      parts.put("stage " + other.stage().label(), other.digest());
      return build();
    }

    StageKey build() {
      return new StageKey(stage, parts);
    }
  }
}
