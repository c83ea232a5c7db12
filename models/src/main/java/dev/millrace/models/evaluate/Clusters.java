package dev.millrace.models.evaluate;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows by key, where keys come back: the snapshots of one entity at several cutoffs. */
final class Clusters {
  private final int[] starts;
  private final int[] members;

  private Clusters(int[] starts, int[] members) {
    this.starts = starts;
    this.members = members;
  }

  /** In order of each key's first row; null where no key comes back. */
  static @Nullable Clusters of(ScoredRows rows) {
    Map<String, Integer> indexOf = new HashMap<>();
    int[] cluster = new int[rows.size()];
    for (int row = 0; row < cluster.length; row++) {
      Integer known = indexOf.putIfAbsent(rows.key(row), indexOf.size());
      cluster[row] = known == null ? indexOf.size() - 1 : known;
    }
    if (indexOf.size() == cluster.length) {
      return null;
    }
    int[] starts = new int[indexOf.size() + 1];
    for (int of : cluster) {
      starts[of + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    int[] next = starts.clone();
    int[] members = new int[cluster.length];
    for (int row = 0; row < cluster.length; row++) {
      members[next[cluster[row]]++] = row;
    }
    return new Clusters(starts, members);
  }

  int size() {
    return starts.length - 1;
  }

  /** Where the rows of a cluster begin; they end where those of the next one begin. */
  int start(int cluster) {
    return starts[cluster];
  }

  /** The row at a position from {@link #start}. */
  int row(int position) {
    return members[position];
  }
}
