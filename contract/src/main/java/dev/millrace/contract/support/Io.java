package dev.millrace.contract.support;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what the file system says into what a person can act on. */
public final class Io {
  private Io() {}

  /**
   * The error for a failed read or write of {@code path}: a full disk, a missing file, missing
   * permission or, for anything else, plain trouble with that file.
   */
  public static MillraceException fault(Path path, IOException cause) {
    if (isDiskFull(cause)) {
      return diskFull(path, cause);
    }
    if (cause instanceof NoSuchFileException missing) {
      return new MillraceException(
          ErrorCode.FILE_ACCESS,
          "There is no file " + missing.getFile() + ".",
          "Check the path.",
          cause);
    }
    if (cause instanceof AccessDeniedException) {
      return new MillraceException(
          ErrorCode.FILE_ACCESS,
          "No permission to read or write " + path + ".",
          "Check who owns it and the rights of its folder.",
          cause);
    }
    return new MillraceException(
        ErrorCode.FILE_ACCESS,
        "Reading or writing " + path + " failed: " + cause.getMessage(),
        "Check the disk and try again; nothing half-written was left.",
        cause);
  }

  /** The error for a full disk, whoever noticed it. */
  public static MillraceException diskFull(Path path, Throwable cause) {
    return new MillraceException(
        ErrorCode.DISK_FULL,
        "The disk is full: " + path + " could not be written.",
        "Free some space (the folder .millrace beside the recipe is a cache and may be deleted)"
            + " and run again.",
        cause);
  }

  /** Whether an error, or anything that caused it, says that the disk or quota is full. */
  public static boolean isDiskFull(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("no space left on device")
          || message.contains("disk quota exceeded")
          || message.contains("not enough space")
          || message.contains("file too large")) {
        return true;
      }
    }
    return false;
  }
}
