package dev.millrace.mlflow.journal;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes {@code journal.jsonl} of a run directory: lines are only ever added. A line is in the
 * hands of the operating system when {@link #append} returns, so that it outlives the process; it
 * is on the disk, and outlives the machine, when {@link #commit} returns, or a tenth of a second
 * later. Threads that commit at once share one write to the disk. Thread-safe.
 */
public final class Journal implements AutoCloseable {
  /** Name of the file in its run directory. */
  public static final String FILE = "journal.jsonl";

  static final int FORMAT = 1;

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final String LOCK = ".journal.writer.lock";

  private final Path file;
  private final String name;
  private final FileGuard guard;

  /** Not a channel: an interrupt of whoever logs would close that for good. */
  private final RandomAccessFile out;

  private final DiskWriter disk;

  private long lastId;
  private long length;
  private boolean closed;

  private Journal(Path file, FileGuard guard, RandomAccessFile out, Tail tail) throws IOException {
    this.file = file;
    this.guard = guard;
    this.out = out;
    this.disk = new DiskWriter(file, out.getFD());
    this.lastId = tail.lastId();
    this.length = tail.length();
    this.name = tail.journal() == null ? begin() : tail.journal();
  }

  /**
   * Begins a journal, or goes on with the one that is there; what a crash left of its last line is
   * cut off.
   *
   * @throws MillraceException {@code LOCKED} where somebody writes it already; {@code
   *     JOURNAL_DAMAGED} where a line but the last is none
   */
  public static Journal open(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      Files.createDirectories(directory);
      FileGuard guard =
          FileGuard.take(directory.resolve(LOCK)).orElseThrow(() -> isWritten(directory));
      try {
        return open(file, guard);
      } catch (IOException | RuntimeException e) {
        guard.close();
        throw e;
      }
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static Journal open(Path file, FileGuard guard) throws IOException {
    boolean fresh = !Files.exists(file);
    Tail tail = fresh ? Tail.EMPTY : Tail.of(file);
    RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw");
    try {
      if (out.length() > tail.length()) {
        LOG.info(
            "{}: cut {} bytes of a line that was not finished", file, out.length() - tail.length());
        out.setLength(tail.length());
      }
      out.seek(tail.length());
      Journal journal = new Journal(file, guard, out, tail);
      if (fresh) {
        DiskWriter.forceFolder(file);
      }
      return journal;
    } catch (IOException | RuntimeException e) {
      out.close();
      throw e;
    }
  }

  private static MillraceException isWritten(Path directory) {
    return new MillraceException(
        ErrorCode.LOCKED,
        "Another process writes the journal of " + directory + ".",
        "Wait until it has ended.");
  }

  /** Whether a process writes the journal of a directory just now. */
  public static boolean isWrittenNow(Path directory) {
    if (!Files.exists(directory.resolve(LOCK))) {
      return false;
    }
    try (FileGuard guard = FileGuard.take(directory.resolve(LOCK)).orElse(null)) {
      return guard == null;
    }
  }

  /** Brings the journal of a directory to the disk, whoever wrote it. */
  public static void force(Path directory) {
    Path file = directory.resolve(FILE);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private String begin() {
    String uuid = UUID.randomUUID().toString();
    append(new Entry.JournalBegun(uuid, FORMAT));
    return uuid;
  }

  /** The UUID of this journal. */
  public String name() {
    return name;
  }

  /**
   * Adds a line.
   *
   * @return its id
   * @throws MillraceException where the disk does not take it; the journal is then as before
   */
  public synchronized long append(Entry entry) {
    if (closed) {
      throw new IllegalStateException(file + " was closed");
    }
    long id = lastId + 1;
    String line = Json.line(new JournalLine(id, System.currentTimeMillis(), entry)) + "\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    try {
      out.write(bytes);
    } catch (IOException e) {
      takeBack();
      throw Io.fault(file, e);
    }
    lastId = id;
    length += bytes.length;
    disk.written(id);
    return id;
  }

  /** After a write that failed half-way the next line must not follow its remains. */
  private void takeBack() {
    try {
      out.setLength(length);
      out.seek(length);
    } catch (IOException e) {
      LOG.warn("{}: cannot take back half a line: {}", file, e.getMessage());
    }
  }

  /** Returns when all lines up to this one are on the disk. */
  public void commit(long id) {
    disk.commit(id);
  }

  /** Brings everything to the disk and lets others write. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    try {
      disk.close();
      out.close();
    } catch (IOException e) {
      throw Io.fault(file, e);
    } finally {
      guard.close();
    }
  }
}
