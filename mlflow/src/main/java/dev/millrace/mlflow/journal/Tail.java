package dev.millrace.mlflow.journal;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a journal ends that was written before.
 *
 * @param journal its UUID; null where not even the first line was written
 * @param length bytes up to the end of the last whole line
 */
record Tail(@Nullable String journal, long lastId, long length) {
  static final Tail EMPTY = new Tail(null, 0, 0);

  private static final int AT_A_TIME = 10_000;

  static Tail of(Path file) {
    JournalReader reader = JournalReader.ofFile(file);
    String journal = null;
    long last = 0;
    for (List<JournalLine> lines = reader.next(AT_A_TIME);
        !lines.isEmpty();
        lines = reader.next(AT_A_TIME)) {
      if (lines.get(0).entry() instanceof Entry.JournalBegun begun) {
        journal = begun.journal();
      }
      last = lines.get(lines.size() - 1).id();
    }
    return new Tail(journal, last, reader.position());
  }
}
