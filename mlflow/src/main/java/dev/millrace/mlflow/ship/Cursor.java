package dev.millrace.mlflow.ship;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.mlflow.api.ModelRef;
import dev.millrace.mlflow.api.RunRef;
import dev.millrace.mlflow.api.VersionRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code journal.cursor}: how far a journal has been delivered to each server, and what its runs,
 * models and versions are called there. It saves asking the server: where it is lost or old, all is
 * found again by tags. Not thread-safe.
 */
final class Cursor {
  static final String FILE = "journal.cursor";

  private static final Logger LOG = LoggerFactory.getLogger(Cursor.class);
  private static final int FORMAT = 1;

  private final Path file;
  private final Content content;
  private final Server server;

  private Cursor(Path file, Content content, String uri) {
    this.file = file;
    this.content = content;
    this.server = content.servers().computeIfAbsent(uri, unused -> Server.fresh());
  }

  static Cursor open(Path directory, String journal, String uri) {
    Path file = directory.resolve(FILE);
    Content found = read(file);
    boolean fits = found != null && found.format() == FORMAT && found.journal().equals(journal);
    Content content = fits && found != null ? found : new Content(FORMAT, journal, new TreeMap<>());
    return new Cursor(file, content, uri);
  }

  private static @Nullable Content read(Path file) {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return Json.mapper().readValue(Files.readAllBytes(file), Content.class);
    } catch (JacksonException e) {
      LOG.warn("{} cannot be read, so the server is asked what it has", file);
      return null;
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  /** Id of the last line that the server has; 0 for none. */
  long delivered() {
    return server.delivered;
  }

  /** Says that the server has all lines up to this one. */
  void advance(long id) {
    server.delivered = id;
    AtomicFiles.writeText(file, Json.pretty(content));
  }

  Map<Long, RunRef> runs() {
    return server.runs;
  }

  Map<Long, ModelRef> models() {
    return server.models;
  }

  Map<Long, VersionRef> versions() {
    return server.versions;
  }

  /** Notes, once, what cannot be delivered, and why. */
  void note(String problem) {
    if (!server.problems.contains(problem)) {
      server.problems.add(problem);
    }
  }

  /** What could not be delivered, and why; for a person. */
  List<String> problems() {
    return server.problems;
  }

  private record Content(int format, String journal, Map<String, Server> servers) {}

  private static final class Server {
    @JsonProperty long delivered;
    @JsonProperty Map<Long, RunRef> runs = new TreeMap<>();
    @JsonProperty Map<Long, ModelRef> models = new TreeMap<>();
    @JsonProperty Map<Long, VersionRef> versions = new TreeMap<>();
    @JsonProperty List<String> problems = new ArrayList<>();

    static Server fresh() {
      return new Server();
    }
  }
}
