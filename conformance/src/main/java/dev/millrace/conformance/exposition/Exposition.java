package dev.millrace.conformance.exposition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A scrape, read line by line in the text format 0.0.4. */
public final class Exposition {
  private static final Set<String> TYPES =
      Set.of("counter", "gauge", "histogram", "summary", "untyped");

  private final List<Family> families = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Set<String> helped = new HashSet<>();
  private final Set<String> typed = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private Family current = new Family("", "untyped");

  private Exposition() {}

  /** Reads a scrape; what is wrong is among its problems. */
  public static Exposition read(String text) {
    Exposition exposition = new Exposition();
    if (!text.endsWith("\n")) {
      exposition.problems.add("the last line does not end in a line break");
    }
    text.lines().filter(line -> !line.isBlank()).forEach(exposition::line);
    return exposition;
  }

  private void line(String line) {
    if (!line.startsWith("#")) {
      Sample.read(line).ifPresentOrElse(this::sample, () -> problems.add("not readable: " + line));
    } else if (line.startsWith("# HELP ")) {
      help(line.split(" ", 4)[2]);
    } else if (line.startsWith("# TYPE ")) {
      type(line, line.split(" ", 4));
    }
  }

  private void help(String name) {
    if (!helped.add(name)) {
      problems.add(name + " has two HELP lines");
    }
  }

  private void type(String line, String[] words) {
    if (words.length != 4 || !TYPES.contains(words[3])) {
      problems.add("not a type: " + line);
      return;
    }
    if (!typed.add(words[2])) {
      problems.add(words[2] + " has two TYPE lines");
    }
    current = new Family(words[2], words[3]);
    families.add(current);
  }

  private void sample(Sample sample) {
    if (!seen.add(
        sample.name()
            + sample.labels().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .toList())) {
      problems.add(sample.name() + sample.labels() + " comes twice");
    }
    if (current.takes(sample.name())) {
      current.samples().add(sample);
    } else {
      problems.add(sample.name() + " stands under no TYPE line of its own");
    }
  }

  /** What is wrong with the text, in its order. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /** What was read. */
  public List<Family> families() {
    return List.copyOf(families);
  }

  /** A family by its name. */
  public Optional<Family> family(String name) {
    return families.stream().filter(family -> family.name().equals(name)).findFirst();
  }

  /** The names that have a HELP line. */
  public Set<String> helped() {
    return Set.copyOf(helped);
  }
}
