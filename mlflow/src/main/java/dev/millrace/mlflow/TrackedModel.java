package dev.millrace.mlflow;

import dev.millrace.mlflow.journal.Entry;
import dev.millrace.mlflow.journal.Names;
import java.util.Map;

/** A model that a run logged. */
public final class TrackedModel {
  private final Tracking tracking;
  private final long run;
  private final long key;

  TrackedModel(Tracking tracking, long run, long key) {
    this.tracking = tracking;
    this.run = run;
    this.key = key;
  }

  long key() {
    return key;
  }

  /**
   * Makes it the next version of a registered model.
   *
   * @param registered the name in the registry; made where there is none
   */
  public TrackedVersion register(String registered, String description, Map<String, String> tags) {
    Entry.Version version =
        new Entry.Version(run, key, Names.ofModel(registered), description, RunTags.clean(tags));
    return new TrackedVersion(tracking, tracking.append(version, true));
  }
}
