package dev.millrace.scoring;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import org.jspecify.annotations.Nullable;

/** The errors of a package that is refused. */
final class Invalid {
  static final String COPY_AGAIN =
      "Copy the package again from the run that made it; its files may not be edited.";

  private Invalid() {}

  static MillraceException because(String message) {
    return because(message, COPY_AGAIN, null);
  }

  static MillraceException because(String message, @Nullable Throwable cause) {
    return because(message, COPY_AGAIN, cause);
  }

  static MillraceException because(String message, String hint, @Nullable Throwable cause) {
    return new MillraceException(ErrorCode.PACKAGE_INVALID, message, hint, cause);
  }
}
