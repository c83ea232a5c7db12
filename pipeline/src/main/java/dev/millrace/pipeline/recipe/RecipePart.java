package dev.millrace.pipeline.recipe;

/** The parts of a recipe that a change of its text can touch, one for each stage. */
public enum RecipePart {
  INGEST,
  CLEAN,
  FEATURES,
  TRAIN,
  TUNE,
  EVALUATE,
  PACKAGE
}
