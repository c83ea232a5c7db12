package dev.millrace.serving.server;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.serving.config.AccessLog;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends lines to a file, or writes them to standard output, on a thread of its own. Requests
 * never wait for it: where the disk is full or slow, lines are lost and counted. A file that was
 * moved away or deleted is begun anew, so that any tool may rotate it. Thread-safe.
 */
final class AccessLogWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLogWriter.class);
  private static final int MOST_WAITING = 1 << 15;
  private static final int MOST_AT_ONCE = 4096;

  /** To be woken by each line would cost the event loop more than the line does. */
  private static final long PAUSE_MILLIS = 20;

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long COMPLAIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final @Nullable Path file;
  private final OutputStream standardOutput;
  private final LongConsumer lost;
  private final Thread thread;
  private volatile boolean closing;
  private @Nullable OutputStream out;
  private @Nullable Object fileKey;
  private boolean torn;
  private long lookedAt;
  private long complainedAt = System.nanoTime() - COMPLAIN_NANOS;

  /**
   * Begins.
   *
   * @param lost is told how many lines could not be written
   * @throws MillraceException {@code FILE_ACCESS} or {@code DISK_FULL} where it cannot be opened
   */
  AccessLogWriter(AccessLog settings, LongConsumer lost) {
    this(settings, new FileOutputStream(FileDescriptor.out), lost);
  }

  /**
   * Begins, with a standard output that says what it could not write; {@link System#out} does not.
   */
  AccessLogWriter(AccessLog settings, OutputStream standardOutput, LongConsumer lost) {
    this.file = settings.file();
    this.standardOutput = standardOutput;
    this.lost = lost;
    openFirst();
    this.thread = new Thread(this::run, "access-log");
    thread.setDaemon(true);
    thread.start();
  }

  /** What is wrong with the file is said at the start, not at the first request. */
  private void openFirst() {
    Path path = file;
    if (path == null) {
      return;
    }
    Path folder = path.toAbsolutePath().getParent();
    try {
      if (folder != null && !Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      open();
    } catch (IOException e) {
      throw refused(path, e);
    }
  }

  private static MillraceException refused(Path file, IOException e) {
    MillraceException fault = Io.fault(file, e);
    return new MillraceException(
        fault.code(),
        "The access log cannot be opened. "
            + (e instanceof FileAlreadyExistsException other
                ? other.getFile() + " is not a folder."
                : fault.getMessage()),
        "Make room for it or give the right to write there, or set access_log to stdout.",
        e);
  }

  /** Adds a line, without its end. */
  void add(String line) {
    if (!waiting.offer(line)) {
      lost.accept(1);
    }
  }

  private void run() {
    List<String> lines = new ArrayList<>();
    while (!closing || !waiting.isEmpty()) {
      try {
        int drained = waiting.drainTo(lines, MOST_AT_ONCE);
        if (drained > 0) {
          write(lines);
          lines.clear();
        }
        if (drained < MOST_AT_ONCE) {
          Thread.sleep(PAUSE_MILLIS);
        }
      } catch (InterruptedException e) {
        closing = true; // write what waits, then end
      }
    }
    closeFile();
  }

  private void write(List<String> lines) {
    try {
      OutputStream to = open();
      String begin = torn ? "\n" : ""; // or the first line would go on with the torn one
      String text = lines.stream().collect(Collectors.joining("\n", begin, "\n"));
      torn = true;
      to.write(text.getBytes(StandardCharsets.UTF_8));
      torn = false;
    } catch (IOException e) {
      lost.accept(lines.size());
      closeFile();
      complain(e);
    }
  }

  private OutputStream open() throws IOException {
    Path path = file;
    if (path == null) {
      return standardOutput;
    }
    if (out != null && System.nanoTime() - lookedAt > LOOK_NANOS && wasMoved(path)) {
      closeFile();
      torn = false;
    }
    OutputStream opened = out;
    if (opened == null) {
      opened = new FileOutputStream(path.toFile(), true);
      out = opened;
      fileKey = keyOf(path);
    }
    return opened;
  }

  private boolean wasMoved(Path path) throws IOException {
    lookedAt = System.nanoTime();
    return !Files.exists(path) || !Objects.equals(fileKey, keyOf(path));
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  private void closeFile() {
    try {
      if (out != null) {
        out.close();
      }
    } catch (IOException e) {
      complain(e);
    }
    out = null;
  }

  private void complain(IOException fault) {
    if (System.nanoTime() - complainedAt >= COMPLAIN_NANOS) {
      complainedAt = System.nanoTime();
      LOG.warn("the access log cannot be written, lines are lost: {}", fault.toString());
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // who closes is in a hurry
    }
  }
}
