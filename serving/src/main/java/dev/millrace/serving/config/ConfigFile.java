package dev.millrace.serving.config;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads a YAML 1.2 file of one document, without a look at what it says. */
final class ConfigFile {
  private ConfigFile() {}

  /** The top of the file; empty where the file says nothing or is no YAML, which is a problem. */
  static Optional<Node> read(Path file, Problems problems) {
    String name = file.toString();
    try {
      return new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text(file));
    } catch (MarkedYamlEngineException e) {
      problems.add(place(name, e), "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(new Place(Place.Source.FILE, name, 1, 1), "this is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "The configuration " + file + " is not UTF-8 text.",
          "Save it as UTF-8, or check that this is the right file.",
          e);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static Place place(String name, MarkedYamlEngineException e) {
    return e.getProblemMark()
        .map(mark -> new Place(Place.Source.FILE, name, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Place(Place.Source.FILE, name, 1, 1));
  }
}
