package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads a YAML 1.2 file of one document whose top is a mapping. */
final class YamlFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private YamlFile() {}

  /**
   * @throws MillraceException {@code RECIPE_INVALID} with line and column where it is not YAML
   */
  static Node.Mapping read(Path file, Variables variables, Problems problems) {
    String name = file.toString();
    String text = text(file);
    Optional<org.snakeyaml.engine.v2.nodes.Node> root;
    try {
      root = new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
    } catch (MarkedYamlEngineException e) {
      throw broken(placeOf(name, e), String.valueOf(e.getProblem()), e);
    } catch (ReaderException e) {
      throw broken(placeOf(name, text, e.getPosition()), String.valueOf(e.getMessage()), e);
    } catch (YamlEngineException e) {
      throw broken(new Place(name, 1, 1), String.valueOf(e.getMessage()), e);
    }
    Node node =
        root.map(top -> new YamlNodes(name, variables, problems).convert(top))
            .orElse(new Node.Scalar(new Place(name, 1, 1), "", "", true));
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    throw broken(node.place(), "expected 'key: value' lines, but found " + node.describe(), null);
  }

  private static String text(Path file) {
    try {
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new MillraceException(
          ErrorCode.RECIPE_INVALID,
          "The recipe " + file + " is not UTF-8 text.",
          "Save it as UTF-8, or check that this is the recipe and not the data.",
          e);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static Place placeOf(String name, MarkedYamlEngineException e) {
    return e.getProblemMark()
        .or(() -> Optional.ofNullable(e.getContextMark()).flatMap(mark -> mark))
        .map(mark -> new Place(name, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Place(name, 1, 1));
  }

  private static Place placeOf(String name, String text, int position) {
    String before = text.substring(0, Math.min(Math.max(position, 0), text.length()));
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new Place(name, line, before.length() - before.lastIndexOf('\n'));
  }

  private static MillraceException broken(Place place, String problem, @Nullable Exception cause) {
    return new MillraceException(
        ErrorCode.RECIPE_INVALID,
        "The recipe cannot be read as YAML: " + place + ": " + problem,
        "Look at that line and the one above it: indentation is by spaces, and a text with"
            + " ': ', '#' or a leading special character needs quotes.",
        cause);
  }
}
