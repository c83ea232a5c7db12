package dev.millrace.serving.experiment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a challenge stands.
 *
 * @param share of the rows, in [0, 1]
 * @param champion its version
 * @param challenger its version
 * @param rows answered by each arm in this process
 * @param rowsSince when these two models began to be compared in this process; outcomes are kept
 *     over a restart, and rows are not
 * @param outcomes that came back: of a split by who had answered, of a shadow by who had scored
 * @param difference null until it can be estimated
 * @param confidence that the verdict is right however often one looks
 */
public record ExperimentStatus(
    Mode mode,
    double share,
    String champion,
    String challenger,
    ArmCounts rows,
    Instant rowsSince,
    ArmCounts outcomes,
    @Nullable Difference difference,
    Verdict verdict,
    double confidence) {}
