package dev.millrace.serving.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The values of a file by path, {@code limits.body} or {@code auth.keys.0.name}. Keys that are
 * unknown, doubled or of another form become problems.
 */
final class FileValues {
  private final String file;
  private final Variables variables;
  private final Problems problems;
  private final Map<String, Written> values = new HashMap<>();
  private final Map<String, Place> seen = new HashMap<>();

  FileValues(String file, Variables variables, Problems problems) {
    this.file = file;
    this.variables = variables;
    this.problems = problems;
  }

  Map<String, Written> of(Node top) {
    section("", top);
    return values;
  }

  private void section(String path, Node node) {
    if (node instanceof MappingNode mapping) {
      String start = path.isEmpty() ? "" : path + ".";
      mapping.getValue().forEach(entry -> entry(start, entry));
    } else if (!isNothing(node)) {
      wrong(node, path, "keys and values");
    }
  }

  private void entry(String section, NodeTuple entry) {
    Place place = place(entry.getKeyNode());
    String name = entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
    String path = section + name;
    Place first = seen.putIfAbsent(path, place);
    if (first != null) {
      String twice = "the key '%s' is given twice; first in line %d";
      problems.add(place, twice.formatted(path, first.line()));
    } else if (path.equals("auth.keys")) {
      list(path, entry.getValueNode());
    } else if (Key.isSection(path)) {
      section(path, entry.getValueNode());
    } else if (Key.of(path).isPresent()) {
      value(path, entry.getValueNode());
    } else {
      problems.add(place, "unknown key '%s'.%s".formatted(path, Key.hint(section, name)));
    }
  }

  private void list(String path, Node node) {
    if (node instanceof SequenceNode items) {
      List<Node> nodes = items.getValue();
      for (int i = 0; i < nodes.size(); i++) {
        section(path + "." + i, nodes.get(i));
      }
    } else if (!isNothing(node)) {
      wrong(node, path, "a list");
    }
  }

  private void value(String path, Node node) {
    if (isNothing(node)) {
      return;
    }
    if (node instanceof ScalarNode scalar) {
      values.put(path, variables.resolve(place(node), scalar.getValue()));
    } else if (node instanceof SequenceNode list && isOfTexts(list)) {
      values.put(path, variables.resolve(place(node), joined(list)));
    } else {
      wrong(node, path, "a value");
    }
  }

  /** Lists of texts are one text with commas, as in variables and flags. */
  private static String joined(SequenceNode list) {
    return list.getValue().stream()
        .map(item -> ((ScalarNode) item).getValue())
        .collect(Collectors.joining(","));
  }

  private static boolean isOfTexts(SequenceNode list) {
    return list.getValue().stream().allMatch(ScalarNode.class::isInstance);
  }

  private void wrong(Node node, String path, String expected) {
    String where = path.isEmpty() ? "" : "'" + path + "': ";
    problems.add(place(node), where + "expected " + expected + ", but found " + describe(node));
  }

  private static String describe(Node node) {
    if (node instanceof ScalarNode) {
      return "a single value";
    }
    return node instanceof SequenceNode ? "a list" : "keys and values";
  }

  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && List.of("", "~", "null").contains(scalar.getValue());
  }

  private Place place(Node node) {
    Optional<Mark> mark = node.getStartMark();
    return new Place(
        Place.Source.FILE,
        file,
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1);
  }
}
