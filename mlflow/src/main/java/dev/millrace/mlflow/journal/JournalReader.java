package dev.millrace.mlflow.journal;

import com.fasterxml.jackson.core.JacksonException;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal from its beginning, again and again, also while it is written. A last line that
 * is not whole is no line yet. Not thread-safe.
 */
public final class JournalReader {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private long position;
  private long lastId;

  private JournalReader(Path file) {
    this.file = file;
  }

  /**
   * Reads the journal of a run directory.
   *
   * @throws MillraceException {@code FILE_ACCESS} where there is none
   */
  public static JournalReader of(Path directory) {
    Path file = directory.resolve(Journal.FILE);
    if (!Files.exists(file)) {
      throw new MillraceException(
          ErrorCode.FILE_ACCESS,
          "There is no " + Journal.FILE + " in " + directory + ".",
          "Name the directory of a run, as the last line of `millrace run` says it.");
    }
    return new JournalReader(file);
  }

  static JournalReader ofFile(Path file) {
    return new JournalReader(file);
  }

  /** All whole lines of a journal. */
  public static List<JournalLine> all(Path directory) {
    return of(directory).next(Integer.MAX_VALUE);
  }

  /**
   * The next whole lines.
   *
   * @param most how many at most
   * @return none where nothing more was written
   * @throws MillraceException {@code JOURNAL_DAMAGED} naming the line where one but the last is
   *     none
   */
  public List<JournalLine> next(int most) {
    List<JournalLine> lines = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      LineSplitter splitter = new LineSplitter(channel, position);
      while (lines.size() < most) {
        byte[] bytes = splitter.next();
        if (bytes == null) {
          break;
        }
        Optional<JournalLine> line = parse(bytes);
        if (line.isEmpty()) {
          refuseUnlessLast(splitter);
          break;
        }
        lines.add(line.get());
        lastId = line.get().id();
        position += bytes.length + 1L;
      }
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
    return lines;
  }

  /** Bytes up to the end of the last line that was read. */
  long position() {
    return position;
  }

  private Optional<JournalLine> parse(byte[] bytes) {
    try {
      JournalLine line = Json.mapper().readValue(bytes, JournalLine.class);
      return Optional.ofNullable(line).filter(found -> found.id() == lastId + 1);
    } catch (JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can be read", e);
    }
  }

  /** After a power cut the last line may be of zeros; further lines after a bad one are a fault. */
  private void refuseUnlessLast(LineSplitter splitter) throws IOException {
    if (splitter.next() != null) {
      throw new MillraceException(
          ErrorCode.JOURNAL_DAMAGED,
          "%s: line %d was changed: expected a tracking record of that number."
              .formatted(file, lastId + 1),
          "Restore the file, or delete it from that line on: what stands before it can be"
              + " delivered.");
    }
  }

  /** Cuts the bytes of a file at line feeds. */
  private static final class LineSplitter {
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long from;

    LineSplitter(FileChannel channel, long from) {
      this.channel = channel;
      this.from = from;
    }

    /** The next line without its line feed; null where no whole line is left. */
    byte @Nullable [] next() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (true) {
        while (buffer.hasRemaining()) {
          byte b = buffer.get();
          if (b == '\n') {
            return line.toByteArray();
          }
          line.write(b);
        }
        buffer.clear();
        int n = channel.read(buffer, from);
        buffer.flip();
        if (n <= 0) {
          buffer.limit(0);
          return null;
        }
        from += n;
      }
    }
  }
}
