package dev.millrace.pipeline.recipe;

import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Writes a recipe as it was understood: profile merged, variables put in, secrets masked, source
 * paths absolute. The recipe reader understands it from any folder.
 */
final class ResolvedYaml {
  private static final Pattern SOURCE_PATH = Pattern.compile("/sources/[^/]+/path");
  private static final Pattern SOURCE_URL = Pattern.compile("/sources/[^/]+/url");
  private static final int WIDTH = 100;

  private final DumpSettings settings =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setWidth(WIDTH)
          .setSplitLines(false)
          .build();
  private final Path folder;

  private ResolvedYaml(Path folder) {
    this.folder = folder;
  }

  /**
   * @param folder where relative paths start
   */
  static String of(Node.Mapping recipe, Path folder) {
    ResolvedYaml writer = new ResolvedYaml(folder);
    StringWriter text = new StringWriter();
    new Dump(writer.settings)
        .dumpNode(
            writer.node(recipe, ""),
            new StreamDataWriter() {
              @Override
              public void write(String part) {
                text.write(part);
              }

              @Override
              public void write(String part, int offset, int length) {
                text.write(part, offset, length);
              }
            });
    return text.toString();
  }

  private org.snakeyaml.engine.v2.nodes.Node node(Node node, String path) {
    if (node instanceof Node.Mapping mapping) {
      List<NodeTuple> tuples = new ArrayList<>();
      mapping
          .entries()
          .forEach(
              (key, entry) ->
                  tuples.add(
                      new NodeTuple(text(key, true), node(entry.value(), path + "/" + key))));
      return new MappingNode(Tag.MAP, tuples, FlowStyle.BLOCK);
    }
    if (node instanceof Node.Sequence sequence) {
      List<org.snakeyaml.engine.v2.nodes.Node> items = new ArrayList<>();
      sequence.items().forEach(item -> items.add(node(item, path)));
      return new SequenceNode(Tag.SEQ, items, FlowStyle.FLOW);
    }
    Node.Scalar scalar = (Node.Scalar) node;
    return text(shown(scalar, path).replace("${", "$${"), scalar.plain());
  }

  private String shown(Node.Scalar scalar, String path) {
    if (SOURCE_PATH.matcher(path).matches()) {
      return SourcesReader.absolute(folder, scalar.shown());
    }
    return SOURCE_URL.matcher(path).matches()
        ? JdbcReader.absolute(folder, scalar.shown())
        : scalar.shown();
  }

  private ScalarNode text(String text, boolean plain) {
    if (!plain) {
      return new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
    }
    Tag tag = settings.getSchema().getScalarResolver().resolve(text, true);
    return new ScalarNode(tag, text, ScalarStyle.PLAIN);
  }
}
