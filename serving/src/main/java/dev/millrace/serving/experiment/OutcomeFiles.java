package dev.millrace.serving.experiment;

import com.fasterxml.jackson.core.JacksonException;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the outcomes of a data folder: the files that are full, then the one that is written. */
final class OutcomeFiles {
  static final String CURRENT = "outcomes.jsonl";

  private static final int BUFFER_BYTES = 1 << 16;

  private OutcomeFiles() {}

  /** The files that are full, oldest first. */
  static List<Path> full(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("outcomes-\\d+\\.jsonl"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }

  /**
   * Reads all whole lines of a file. What follows the last line feed is no line yet; after a power
   * cut the last line may be of zeros, which is none either.
   *
   * @return bytes up to the end of the last good line
   * @throws MillraceException {@code JOURNAL_DAMAGED} where a line but the last is none
   */
  static long read(Path file, Consumer<OutcomeLine> reader) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      long good = 0;
      int number = 0;
      for (byte[] bytes = next(in); bytes != null; bytes = next(in)) {
        number++;
        OutcomeLine line = parse(bytes);
        if (line == null) {
          refuseUnlessLast(file, number, in);
          break;
        }
        reader.accept(line);
        good += bytes.length + 1L;
      }
      return good;
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  /** The next line without its line feed; null where no whole line is left. */
  private static byte @Nullable [] next(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toByteArray();
      }
      line.write(b);
    }
    return null;
  }

  private static @Nullable OutcomeLine parse(byte[] bytes) throws IOException {
    try {
      OutcomeLine line = Json.mapper().readValue(bytes, OutcomeLine.class);
      return line.id() == null ? null : line;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static void refuseUnlessLast(Path file, int number, InputStream in) throws IOException {
    if (next(in) != null) {
      throw new MillraceException(
          ErrorCode.JOURNAL_DAMAGED,
          file + ": line " + number + " was changed: expected an outcome.",
          "Restore the file, or move it away to begin without its outcomes.");
    }
  }
}
