package dev.millrace.pipeline.stage;

import java.util.Locale;

/** The stages of a run, in order. */
public enum StageName {
  INGEST,
  CLEAN,
  FEATURES,
  TRAIN,
  /** Only where the recipe asks for it. */
  TUNE,
  EVALUATE,
  PACKAGE;

  @Override
  public String toString() {
    return label();
  }

  /** The name for people and folders, for example {@code ingest}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
