package dev.millrace.serving.model;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Errors as clients of the server may read them: without folders of this machine. */
final class Reasons {
  /** The folders of an absolute path, but not of a URL. */
  private static final Pattern FOLDERS =
      Pattern.compile("(?<![\\w:/.])(?:[A-Za-z]:)?/(?:[^/\\s:]+/)+");

  private Reasons() {}

  /** Of a package that could not be loaded as nobody thought of. */
  static MillraceException internal(Throwable fault) {
    return new MillraceException(
        ErrorCode.INTERNAL_FAULT, "Millrace failed: " + fault, "Report this.", fault);
  }

  /**
   * Message and problems, each on a line of its own.
   *
   * @param folder of the package, where it is known
   */
  static String of(MillraceException error, @Nullable Path folder) {
    String problems =
        error.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    String all = error.getMessage() + (problems.isEmpty() ? "" : "\n" + problems);
    String inPackage =
        folder == null
            ? all
            : all.replace(folder + "/", "").replace(folder + ": ", "").replace(folder + "", "it");
    return FOLDERS.matcher(inPackage).replaceAll("");
  }

  /** As above, with what to do next as the last line. */
  static String withHint(MillraceException error, @Nullable Path folder) {
    String reason = of(error, folder);
    return error.hint().isEmpty()
        ? reason
        : reason + "\n" + FOLDERS.matcher(error.hint()).replaceAll("");
  }
}
