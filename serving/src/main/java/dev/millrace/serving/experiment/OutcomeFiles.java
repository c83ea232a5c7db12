package dev.millrace.serving.experiment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
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
  private static final ObjectReader READER = Json.mapper().readerFor(OutcomeLine.class);

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
    try (InputStream in = Files.newInputStream(file)) {
      Lines lines = new Lines(in);
      long good = 0;
      for (int number = 1; lines.next(); number++) {
        OutcomeLine line = parse(lines);
        if (line == null) {
          refuseUnlessLast(file, number, lines);
          break;
        }
        reader.accept(line);
        good += lines.length + 1L;
      }
      return good;
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static @Nullable OutcomeLine parse(Lines lines) throws IOException {
    try {
      OutcomeLine line = READER.readValue(lines.buffer, lines.start, lines.length);
      return line == null || line.id() == null ? null : line;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static void refuseUnlessLast(Path file, int number, Lines lines) throws IOException {
    if (lines.next()) {
      throw new MillraceException(
          ErrorCode.JOURNAL_DAMAGED,
          file + ": line " + number + " was changed: expected an outcome.",
          "Restore the file, or move it away to begin without its outcomes.");
    }
  }

  /** Cuts bytes at line feeds. */
  private static final class Lines {
    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int start;
    private int length;
    private int next;
    private int end;

    Lines(InputStream in) {
      this.in = in;
    }

    /** Goes on to the next line, without its line feed; false where no whole line is left. */
    boolean next() throws IOException {
      start = next;
      for (int at = start; ; at++) {
        if (at == end) {
          at -= start;
          if (!fill()) {
            return false;
          }
        }
        if (buffer[at] == '\n') {
          length = at - start;
          next = at + 1;
          return true;
        }
      }
    }

    /** Moves the line that was begun to the front, and reads behind it. */
    private boolean fill() throws IOException {
      int begun = end - start;
      byte[] to = begun == buffer.length ? new byte[2 * buffer.length] : buffer;
      System.arraycopy(buffer, start, to, 0, begun);
      buffer = to;
      start = 0;
      int read = in.read(buffer, begun, buffer.length - begun);
      end = begun + Math.max(read, 0);
      return read > 0;
    }
  }
}
