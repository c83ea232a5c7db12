/**
 * What a run tells MLflow, through the journal of its directory: {@link
 * dev.millrace.pipeline.track.RunTracking} while it goes on, {@link
 * dev.millrace.pipeline.track.Delivery} when it has ended; {@link
 * dev.millrace.pipeline.track.Journals} knows where journals are.
 */
@NullMarked
package dev.millrace.pipeline.track;

import org.jspecify.annotations.NullMarked;
