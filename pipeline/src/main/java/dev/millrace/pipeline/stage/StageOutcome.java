package dev.millrace.pipeline.stage;

import java.nio.file.Path;

/**
 * What became of a stage in a run.
 *
 * @param cached whether an earlier output was used
 * @param reason why it ran or was skipped, for people
 * @param seconds that it took; those of the earlier run where cached
 * @param folder its output
 */
public record StageOutcome(
    StageName stage, boolean cached, String reason, double seconds, Path folder) {}
