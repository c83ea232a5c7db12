package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.nio.file.Path;
import java.util.List;

/** Says how the columns of two files of one source differ. */
final class ColumnSets {
  private ColumnSets() {}

  static MillraceException differ(Path first, List<String> wanted, Path other, List<String> got) {
    List<String> missing = wanted.stream().filter(name -> !got.contains(name)).toList();
    List<String> extra = got.stream().filter(name -> !wanted.contains(name)).toList();
    String how =
        (missing.isEmpty() ? "" : " lacks " + String.join(", ", missing))
            + (missing.isEmpty() || extra.isEmpty() ? "" : " and")
            + (extra.isEmpty() ? "" : " has the extra " + String.join(", ", extra));
    return new MillraceException(
        ErrorCode.SOURCE_UNREADABLE,
        "The files of one source need the same columns, but "
            + other
            + how
            + ", beside "
            + first
            + ".",
        "Bring the files to the same columns, or name them as two sources.");
  }
}
