package dev.millrace.mlflow.journal;

import dev.millrace.contract.support.Io;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings written lines to the disk: at once for who waits, and all of them within a tenth of a
 * second. One write to the disk (milliseconds) serves everybody who waits for it.
 */
final class DiskWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);
  private static final long PERIOD_MILLIS = 100;

  private final Path file;
  private final FileDescriptor descriptor;
  private final AtomicLong written = new AtomicLong();
  private final Object forcing = new Object();
  private final Thread thread;

  private volatile long forced;
  private volatile boolean closed;

  DiskWriter(Path file, FileDescriptor descriptor) {
    this.file = file;
    this.descriptor = descriptor;
    this.thread = new Thread(this::forceNowAndThen, "millrace-journal");
    thread.setDaemon(true);
    thread.start();
  }

  /** Says that a line is in the hands of the operating system. */
  void written(long id) {
    written.set(id);
  }

  /** Returns when the line is on the disk. */
  void commit(long id) {
    try {
      force(id);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private void force(long id) throws IOException {
    if (forced >= id) {
      return;
    }
    synchronized (forcing) {
      if (forced < id) { // else somebody did while we waited
        long covers = written.get();
        descriptor.sync();
        forced = covers;
      }
    }
  }

  private void forceNowAndThen() {
    while (!closed) {
      try {
        Thread.sleep(PERIOD_MILLIS);
        force(written.get());
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        if (!closed) {
          LOG.warn("{}: bringing lines to the disk failed: {}", file, e.getMessage());
        }
      }
    }
  }

  /** Makes the name of a new file outlive the machine too; not every system can. */
  static void forceFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("{}: folders cannot be brought to the disk here: {}", folder, e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    force(written.get());
  }
}
