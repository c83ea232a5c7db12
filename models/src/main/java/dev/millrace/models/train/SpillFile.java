package dev.millrace.models.train;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * A temporary file of floats, written once and then mapped into memory: the operating system keeps
 * in its cache what fits there. It lies in the folder of {@code java.io.tmpdir} and is gone when it
 * is closed or when the process ends, however it ends. Not thread-safe; what {@link #map} gave may
 * be read by any number of threads until the file is closed.
 */
final class SpillFile implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());

  private SpillFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * An empty file.
   *
   * @throws MillraceException {@code DISK_FULL} or {@code FILE_ACCESS}, as do the other methods
   */
  static SpillFile create() {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      Path path = Files.createTempFile(folder, "millrace-rows-", ".floats");
      return open(path, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }

  /** On a file that is there. */
  static SpillFile open(Path path, OpenOption... more) throws IOException {
    Set<OpenOption> options = new HashSet<>(List.of(more));
    options.addAll(List.of(StandardOpenOption.READ, StandardOpenOption.WRITE));
    return new SpillFile(path, FileChannel.open(path, options));
  }

  /** Writes the first values of an array to the end of the file. An interrupt cancels it. */
  void append(float[] values, int count) {
    int most = BUFFER / Float.BYTES;
    for (int from = 0; from < count; from += most) {
      int length = Math.min(most, count - from);
      bytes.clear().limit(length * Float.BYTES);
      bytes.asFloatBuffer().put(values, from, length);
      write();
    }
  }

  /** A view of values that were written, fewer than 2³¹ bytes. */
  FloatBuffer map(long first, int count) {
    try {
      return channel
          .map(FileChannel.MapMode.READ_ONLY, first * Float.BYTES, (long) count * Float.BYTES)
          .order(ByteOrder.nativeOrder())
          .asFloatBuffer();
    } catch (IOException e) {
      throw Io.fault(path, e);
    }
  }

  /** Frees the space at once, though Java unmaps the views only when it collects them. */
  @Override
  public void close() {
    try (channel) {
      channel.truncate(0);
    } catch (ClosedByInterruptException e) {
      Thread.currentThread().interrupt(); // closed and deleted all the same
    } catch (IOException e) {
      // Windows truncates nothing that is mapped; there the space is free after the views are gone.
      return;
    }
  }

  private void write() {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      Thread.interrupted(); // as Trainer does: the exception says it from here on
      throw cancelled(e);
    } catch (IOException e) {
      throw Io.fault(path, e);
    }
  }

  private static CancellationException cancelled(Exception cause) {
    CancellationException cancelled = new CancellationException("encoding of rows was interrupted");
    cancelled.initCause(cause);
    return cancelled;
  }
}
