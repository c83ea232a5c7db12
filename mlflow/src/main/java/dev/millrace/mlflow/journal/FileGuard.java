package dev.millrace.mlflow.journal;

import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lock between processes, and within one. The system takes it back when its process dies. The
 * file stays: deleting it would let two processes hold a lock of that name.
 */
public final class FileGuard implements AutoCloseable {
  /**
   * Files locked by this process, by their identity. On Linux, closing any channel of a file gives
   * up the locks that the process has on it, so a second one must not even be opened.
   */
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final Object identity;
  private final FileChannel channel;

  private FileGuard(Path file, Object identity, FileChannel channel) {
    this.file = file;
    this.identity = identity;
    this.channel = channel;
  }

  /** Takes the lock, or says at once that somebody else has it. */
  public static Optional<FileGuard> take(Path file) {
    try {
      Object identity = identify(file);
      if (!HELD.add(identity)) {
        return Optional.empty();
      }
      Optional<FileGuard> guard = Optional.empty();
      try {
        guard = lock(file, identity);
      } finally {
        if (guard.isEmpty()) {
          HELD.remove(identity);
        }
      }
      return guard;
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  @SuppressWarnings("resource") // the lock lives as long as the channel, which the guard closes
  private static Optional<FileGuard> lock(Path file, Object identity) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    if (channel.tryLock() != null) {
      return Optional.of(new FileGuard(file, identity, channel));
    }
    channel.close();
    return Optional.empty();
  }

  /** The same for a file whatever the name it is reached by, also after its folder was renamed. */
  private static Object identify(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // as it should be from the second time on
    }
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key != null ? key : file.toRealPath();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Io.fault(file, e);
    } finally {
      HELD.remove(identity);
    }
  }
}
