package dev.millrace.mlflow.ship;

import java.util.List;

/**
 * What a delivery did.
 *
 * @param lines how many lines of the journal were delivered now; 0 where the server had them all
 * @param runs addresses of the runs in the server's pages, in the order in which they began
 * @param problems what could not be delivered and never will, for example a file that is gone
 */
public record SyncReport(long lines, List<String> runs, List<String> problems) {
  public SyncReport {
    runs = List.copyOf(runs);
    problems = List.copyOf(problems);
  }

  static SyncReport of(Cursor cursor, long before, String uri) {
    List<String> runs =
        cursor.runs().values().stream()
            .map(run -> "%s/#/experiments/%s/runs/%s".formatted(uri, run.experiment(), run.id()))
            .toList();
    return new SyncReport(cursor.delivered() - before, runs, cursor.problems());
  }
}
