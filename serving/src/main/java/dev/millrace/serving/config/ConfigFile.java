package dev.millrace.serving.config;

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

  /** The top of the file; empty where it says nothing, or cannot be read, which is a problem. */
  static Optional<Node> read(Path file, Problems problems) {
    String name = file.toString();
    Optional<String> fault = ReadableFile.fault(file);
    if (fault.isPresent()) {
      problems.add(Place.wholeFile(name), "this file " + fault.get());
      return Optional.empty();
    }
    try {
      return new Compose(LoadSettings.builder().setLabel(name).build())
          .composeString(Files.readString(file));
    } catch (MarkedYamlEngineException e) {
      problems.add(place(name, e), "this is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      problems.add(new Place(Place.Source.FILE, name, 1, 1), "this is not YAML: " + e.getMessage());
    } catch (CharacterCodingException e) {
      problems.add(Place.wholeFile(name), "this is not UTF-8 text");
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
    return Optional.empty();
  }

  private static Place place(String name, MarkedYamlEngineException e) {
    return e.getProblemMark()
        .map(mark -> new Place(Place.Source.FILE, name, mark.getLine() + 1, mark.getColumn() + 1))
        .orElse(new Place(Place.Source.FILE, name, 1, 1));
  }
}
