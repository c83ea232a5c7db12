/**
 * Training steps of small dense networks without Deeplearning4j's cost per operation: {@link
 * dev.millrace.models.fused.FusedStepper}.
 */
@NullMarked
package dev.millrace.models.fused;

import org.jspecify.annotations.NullMarked;
