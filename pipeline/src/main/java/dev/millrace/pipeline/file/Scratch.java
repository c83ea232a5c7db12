package dev.millrace.pipeline.file;

import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for unfinished files that goes when it is closed, and also by Ctrl-C. */
public final class Scratch implements AutoCloseable {
  private final Path folder;
  private final Thread hook;

  private Scratch(Path folder) {
    this.folder = folder;
    this.hook = new Thread(() -> AtomicFiles.deleteTree(folder), "millrace-scratch");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Beside a file that is to appear, so that it can be moved there in one step. */
  public static Scratch beside(Path destination) {
    Path folder = AtomicFiles.temporaryFor(destination.toAbsolutePath());
    try {
      AtomicFiles.deleteTree(folder);
      return new Scratch(Files.createDirectories(folder));
    } catch (IOException e) {
      throw Io.fault(destination, e);
    }
  }

  /** In the system's folder for temporary files. */
  public static Scratch temporary() {
    try {
      return new Scratch(Files.createTempDirectory("millrace-"));
    } catch (IOException e) {
      throw Io.fault(Path.of(System.getProperty("java.io.tmpdir", "/tmp")), e);
    }
  }

  /** A file or folder in it. */
  public Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    AtomicFiles.deleteTree(folder);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending, and the hook has run or will find nothing
    }
  }
}
