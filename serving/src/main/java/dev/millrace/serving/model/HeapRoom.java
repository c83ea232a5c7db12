package dev.millrace.serving.model;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.scoring.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Whether a package fits into what is left of the heap. One that does not must be refused before it
 * is read: running out of memory ends a server that answers.
 */
final class HeapRoom {
  /** The file, the constants in it, the layers made of those, and as much to spare. */
  private static final int TIMES_NETWORK = 5;

  /** Of JSON, the tree and the objects that are read from it. */
  private static final int TIMES_TEXT = 12;

  private static final List<String> TEXTS =
      List.of(PackageFiles.CONTRACT, PackageFiles.ENCODER, PackageFiles.GOLDEN);
  private static final int MIB = 1 << 20;

  private final LongSupplier free;

  HeapRoom() {
    this(HeapRoom::freeBytes);
  }

  /**
   * With another heap than that of this JVM.
   *
   * @param free bytes; asked twice where it seems too little, with a collection in between
   */
  HeapRoom(LongSupplier free) {
    this.free = free;
  }

  /**
   * Blocks for a collection where it is not plain that there is room.
   *
   * @throws MillraceException {@code MEMORY_EXCEEDED} saying how much is missing
   */
  void require(Path folder) {
    long needed = TIMES_NETWORK * size(folder, PackageFiles.ONNX);
    for (String text : TEXTS) {
      needed += TIMES_TEXT * size(folder, text);
    }
    if (needed > free.getAsLong()) {
      System.gc(); // much of what is in use may be garbage
      requireBytes(needed, free.getAsLong());
    }
  }

  private static void requireBytes(long needed, long free) {
    if (needed > free) {
      throw new MillraceException(
          ErrorCode.MEMORY_EXCEEDED,
          "To load the model takes up to %d MiB of heap, and %d MiB are free."
              .formatted((needed + MIB - 1) / MIB, free / MIB),
          "Start the server with a larger heap (MILLRACE_HEAP, now %d MiB)."
              .formatted(Runtime.getRuntime().maxMemory() / MIB));
    }
  }

  private static long freeBytes() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }

  /** A file that is missing is reported by those who read it. */
  private static long size(Path folder, String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }
}
