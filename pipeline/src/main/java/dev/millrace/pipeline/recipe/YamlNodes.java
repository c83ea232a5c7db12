package dev.millrace.pipeline.recipe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Turns the parser's nodes into ours; reports duplicate, odd and circular ones. */
final class YamlNodes {
  private final String file;
  private final Variables variables;
  private final Problems problems;
  private final Set<Object> ancestors = Collections.newSetFromMap(new IdentityHashMap<>());

  YamlNodes(String file, Variables variables, Problems problems) {
    this.file = file;
    this.variables = variables;
    this.problems = problems;
  }

  Node convert(org.snakeyaml.engine.v2.nodes.Node node) {
    Place place = place(node.getStartMark());
    if (node instanceof ScalarNode scalar) {
      return variables.resolve(place, scalar.getValue(), scalar.isPlain());
    }
    if (!ancestors.add(node)) {
      problems.add(place, "this refers to itself");
      return new Node.Sequence(place, List.of());
    }
    Node converted =
        node instanceof MappingNode mapping
            ? mapping(place, mapping)
            : sequence(place, (SequenceNode) node);
    ancestors.remove(node);
    return converted;
  }

  private Node sequence(Place place, SequenceNode node) {
    List<Node> items = new ArrayList<>();
    node.getValue().forEach(item -> items.add(convert(item)));
    return new Node.Sequence(place, items);
  }

  private Node mapping(Place place, MappingNode node) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Place keyPlace = place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(keyPlace, "expected a key of plain text");
        continue;
      }
      Node.Entry entry = new Node.Entry(keyPlace, convert(tuple.getValueNode()));
      Node.Entry first = entries.putIfAbsent(key.getValue(), entry);
      if (first != null) {
        problems.add(
            keyPlace,
            "the key '%s' is given twice; first in line %d"
                .formatted(key.getValue(), first.keyPlace().line()));
      }
    }
    return new Node.Mapping(place, entries);
  }

  private Place place(Optional<Mark> mark) {
    return mark.map(m -> new Place(file, m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Place(file, 1, 1));
  }
}
