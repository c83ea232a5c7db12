package dev.millrace.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of a reference profile: a line that says so, with the version, and a line of JSON. */
final class ProfileFile {
  private static final String NAME = "millrace-reference-profile";
  private static final int VERSION = 1;
  private static final String RUN_AGAIN = "Run the recipe again, and copy its package whole.";

  private ProfileFile() {}

  static byte[] bytes(ReferenceProfile profile) {
    String text = NAME + " " + VERSION + "\n" + Json.line(profile) + "\n";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ReferenceProfile read(Path file) {
    try {
      String text = Files.readString(file);
      int end = text.indexOf('\n');
      checkHead(file, text.substring(0, Math.max(0, end)));
      return Json.mapper().readValue(text.substring(end + 1), ReferenceProfile.class);
    } catch (JsonProcessingException e) {
      throw invalid(file + ": the profile is damaged: " + e.getOriginalMessage(), RUN_AGAIN, e);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static void checkHead(Path file, String head) {
    if (!head.startsWith(NAME + " ")) {
      throw invalid(
          "%s: expected a file that begins with '%s'.".formatted(file, NAME), RUN_AGAIN, null);
    }
    if (!head.equals(NAME + " " + VERSION)) {
      throw invalid(
          "%s: expected a reference profile of version %d, but it is of version %s."
              .formatted(file, VERSION, head.substring(NAME.length() + 1)),
          "Serve it with the version of Millrace that wrote it, or run its recipe again.",
          null);
    }
  }

  private static MillraceException invalid(String message, String hint, @Nullable Throwable cause) {
    return new MillraceException(ErrorCode.PACKAGE_INVALID, message, hint, cause);
  }
}
