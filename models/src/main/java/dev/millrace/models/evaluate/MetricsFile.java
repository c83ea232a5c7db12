package dev.millrace.models.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code metrics.json}: the record with the intervals of the test metrics inside {@code test}, each
 * as {@code [low, high]}.
 */
public final class MetricsFile {
  private static final String TEST = "test";
  private static final String CONFIDENCE = "confidence";

  private MetricsFile() {}

  /** Indented, with a line feed at its end. */
  public static String toJson(RunMetrics metrics) {
    ObjectNode root = Json.mapper().valueToTree(metrics);
    JsonNode confidence = root.remove(CONFIDENCE);
    root.withObjectProperty(TEST).set(CONFIDENCE, confidence);
    return Json.pretty(root);
  }

  /** Writes the file whole or not at all. */
  public static void write(Path file, RunMetrics metrics) {
    AtomicFiles.writeText(file, toJson(metrics));
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws MillraceException {@code PACKAGE_INVALID} naming the file where it is not such JSON
   */
  public static RunMetrics read(Path file) {
    ObjectMapper mapper = Json.mapper();
    try {
      JsonNode root = mapper.readTree(Files.readAllBytes(file));
      if (!(root instanceof ObjectNode object) || !(object.get(TEST) instanceof ObjectNode test)) {
        throw invalid(file, "there is no 'test' in it", null);
      }
      object.set(CONFIDENCE, test.remove(CONFIDENCE));
      return mapper.treeToValue(object, RunMetrics.class);
    } catch (JsonProcessingException e) {
      throw invalid(file, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static MillraceException invalid(Path file, String what, @Nullable Throwable cause) {
    return new MillraceException(
        ErrorCode.PACKAGE_INVALID,
        file + ": expected the metrics of a run: " + what + ".",
        "The file was changed or written by another version of Millrace.",
        cause);
  }
}
