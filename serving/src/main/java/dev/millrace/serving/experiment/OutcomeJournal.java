package dev.millrace.serving.experiment;

import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code outcomes.jsonl}: lines are only ever added. Of one thread, which nobody may interrupt: a
 * channel closes for good then.
 */
final class OutcomeJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutcomeJournal.class);

  private final Path folder;
  private final Path file;
  private final long fullBytes;
  private FileChannel channel;
  private long length;

  private OutcomeJournal(Path folder, long fullBytes, FileChannel channel, long length) {
    this.folder = folder;
    this.file = folder.resolve(OutcomeFiles.CURRENT);
    this.fullBytes = fullBytes;
    this.channel = channel;
    this.length = length;
  }

  /**
   * Reads what there is, and goes on behind it; what a crash left of a last line is cut off.
   *
   * @param fullBytes a file that has grown to this is put aside
   */
  static OutcomeJournal open(Path folder, long fullBytes, Consumer<OutcomeLine> reader) {
    Path file = folder.resolve(OutcomeFiles.CURRENT);
    OutcomeFiles.full(folder).forEach(full -> OutcomeFiles.read(full, reader));
    long length = Files.exists(file) ? OutcomeFiles.read(file, reader) : 0;
    try {
      FileChannel channel = begin(file);
      OutcomeJournal journal = new OutcomeJournal(folder, fullBytes, channel, length);
      journal.cutBehindTheLastLine();
      return journal;
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static FileChannel begin(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    forceFolder(file);
    return channel;
  }

  /** Makes the name of a new file outlive the machine too; not every system can. */
  private static void forceFolder(Path file) {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    } catch (IOException e) {
      LOG.debug("{}: folders cannot be brought to the disk here: {}", file, e.getMessage());
    }
  }

  Path file() {
    return file;
  }

  /**
   * Adds whole lines and brings them to the disk.
   *
   * @throws IOException where they are not there; the file is then as before, at the latest when
   *     the next lines come
   */
  void append(byte[] lines) throws IOException {
    cutBehindTheLastLine();
    try {
      ByteBuffer in = ByteBuffer.wrap(lines);
      for (long at = length; in.hasRemaining(); ) {
        at += channel.write(in, at);
      }
      channel.force(false);
    } catch (IOException e) {
      takeBack(e);
      throw e;
    }
    length += lines.length;
    if (length >= fullBytes) {
      putAside();
    }
  }

  private void takeBack(IOException cause) {
    try {
      cutBehindTheLastLine();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private void cutBehindTheLastLine() throws IOException {
    if (channel.size() > length) {
      channel.truncate(length);
    }
  }

  /** A file that cannot be put aside is gone on with. */
  private void putAside() {
    Path aside = folder.resolve("outcomes-" + System.currentTimeMillis() + ".jsonl");
    try {
      Files.move(file, aside);
      FileChannel next = begin(file);
      channel.close();
      channel = next;
      length = 0;
    } catch (IOException e) {
      LOG.warn("{}: could not be put aside as {}: {}", file, aside, e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }
}
