package dev.millrace.mlflow.ship;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.mlflow.api.MlflowCalls;
import dev.millrace.mlflow.api.RunRef;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What every delivery of a journal to a server works with.
 *
 * @param journal UUID of the journal
 * @param experiments their ids by name, as far as they were needed
 */
record Context(
    MlflowCalls calls,
    Cursor cursor,
    String journal,
    Path directory,
    Map<String, String> experiments) {
  /** Tag of a run, and of all that belongs to it, with a name that is unique among all servers. */
  static final String RUN_TAG = "millrace.run_id";

  /** The same of a model and of a version, each for itself. */
  static final String RECORD_TAG = "millrace.record";

  Context(MlflowCalls calls, Cursor cursor, String journal, Path directory) {
    this(calls, cursor, journal, directory, new HashMap<>());
  }

  /** What a line of this journal is called at all servers. */
  String nameOf(long id) {
    return journal + ":" + id;
  }

  RunRef run(long key) {
    RunRef run = cursor.runs().get(key);
    if (run == null) {
      throw unknown("run", key);
    }
    return run;
  }

  static MillraceException unknown(String what, long key) {
    return new MillraceException(
        ErrorCode.JOURNAL_DAMAGED,
        "The journal speaks of the %s of line %d, which begins none.".formatted(what, key),
        "Restore the journal; what stands before that line can be delivered.");
  }
}
