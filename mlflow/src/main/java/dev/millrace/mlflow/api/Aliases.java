package dev.millrace.mlflow.api;

import java.util.Optional;

/** Moves an alias such that it can be moved back. */
public final class Aliases {
  private static final String PREVIOUS = "millrace.previous.";

  private Aliases() {}

  /** Tag of a version with the version that had an alias before it. */
  public static String previousTag(String alias) {
    return PREVIOUS + alias;
  }

  /** Puts an alias on a version, which remembers the one that had it; harmless to repeat. */
  public static void move(MlflowCalls calls, VersionRef to, String alias) {
    Optional<String> holder = calls.registered(to.name()).map(found -> found.aliases().get(alias));
    if (holder.isPresent() && holder.get().equals(to.version())) {
      return;
    }
    if (holder.isPresent()) {
      calls.tagVersion(to, previousTag(alias), holder.get());
    }
    calls.setAlias(to, alias);
  }
}
