package dev.millrace.pipeline.stage;

/**
 * What the next run would do with a stage.
 *
 * @param runs whether it would run
 * @param reason why, for people
 */
public record StagePreview(StageName stage, boolean runs, String reason) {}
