package dev.millrace.pipeline.stage;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.pipeline.track.Journals;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code .millrace} beside a recipe, held by one process at a time. What a killed
 * process left half-written (hidden, {@code .partial}) is swept away when the next one opens it;
 * what this process has not finished is swept away when it ends, also by Ctrl-C.
 */
final class Workspace implements AutoCloseable {
  private static final String PARTIAL = ".partial";
  private static final int SWEEPS_AT_THE_END = 3;
  private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

  private final Path recipeFolder;
  private final Path root;
  private final List<Path> swept;
  private final FileChannel channel;
  private final Thread sweeper;
  private volatile Runnable lastWords = () -> {};

  private Workspace(Path recipeFolder, Path root, List<Path> swept, FileChannel channel) {
    this.recipeFolder = recipeFolder;
    this.root = root;
    this.swept = swept;
    this.channel = channel;
    this.sweeper = new Thread(this::sweepAtTheEnd, "millrace-sweeper");
    Runtime.getRuntime().addShutdownHook(sweeper);
  }

  /**
   * Opens and locks the folder.
   *
   * @param runs the folder of this recipe's runs, swept too
   * @throws MillraceException {@code LOCKED} naming the process that holds it
   */
  static Workspace open(Path recipeFolder, Path runs) {
    Path root = rootOf(recipeFolder);
    FileChannel channel = lock(root);
    Workspace workspace = new Workspace(recipeFolder, root, List.of(root, runs), channel);
    try {
      workspace.sweep();
      return workspace;
    } catch (RuntimeException e) {
      workspace.release();
      throw e;
    }
  }

  /** What is done before sweeping when the process is told to end. */
  void beforeTheEnd(Runnable work) {
    lastWords = work;
  }

  /** Where the folder is, whether it exists or not. */
  static Path rootOf(Path recipeFolder) {
    return recipeFolder.resolve(".millrace");
  }

  Path root() {
    return root;
  }

  @Override
  public void close() {
    try {
      sweep();
    } finally {
      release();
    }
  }

  private void release() {
    try {
      Runtime.getRuntime().removeShutdownHook(sweeper);
    } catch (IllegalStateException e) {
      return; // the JVM is ending; the hook runs, and the lock ends with the process
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw Io.fault(root, e);
    }
  }

  private static FileChannel lock(Path root) {
    Path file = root.resolve("lock");
    FileChannel channel = null;
    try {
      Files.createDirectories(root);
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        byte[] pid = String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        channel.truncate(0).write(ByteBuffer.wrap(pid));
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel, e);
      throw locked(root, "this process", e);
    } catch (IOException e) {
      closeQuietly(channel, e);
      throw Io.fault(file, e);
    }
    String holder = holder(file);
    closeQuietly(channel, null);
    throw locked(root, holder, null);
  }

  private static MillraceException locked(Path root, String holder, @Nullable Throwable cause) {
    return new MillraceException(
        ErrorCode.LOCKED,
        root + " is in use by another run (" + holder + ").",
        "Wait until it ends, or run the recipe from a copy in another folder.",
        cause);
  }

  private static String holder(Path file) {
    try {
      return "process " + Files.readString(file).strip();
    } catch (IOException e) {
      return "unknown process";
    }
  }

  private static void closeQuietly(@Nullable FileChannel channel, @Nullable Exception reason) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      if (reason != null) {
        reason.addSuppressed(e);
      }
    }
  }

  /**
   * While the JVM ends, the threads of the run still write, and may do so into a folder that is
   * being deleted: then once more. What even so is left, hidden, the next process sweeps away.
   */
  private void sweepAtTheEnd() {
    lastWords.run();
    for (int attempt = 0; attempt < SWEEPS_AT_THE_END; attempt++) {
      try {
        sweep();
        return;
      } catch (MillraceException e) {
        LOG.debug("sweeping {} again: {}", root, e.getMessage());
      }
    }
  }

  private void sweep() {
    for (Path folder : swept) {
      if (Files.isDirectory(folder)) {
        partials(folder).forEach(this::sweep);
      }
    }
  }

  /** A run that was tracked leaves its journal. */
  private void sweep(Path partial) {
    boolean ofRun = swept.get(1).equals(partial.getParent());
    if (!ofRun || !Journals.keep(partial, recipeFolder)) {
      AtomicFiles.deleteTree(partial);
    }
  }

  private static List<Path> partials(Path folder) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
              return collect(dir) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              collect(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE; // gone while we looked
            }

            private boolean collect(Path path) {
              String name = path.getFileName().toString();
              return name.startsWith(".") && name.endsWith(PARTIAL) && found.add(path);
            }
          });
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
    return found;
  }
}
