/**
 * Champion and challenger: who answers a row, ids that carry what is needed to judge a prediction
 * later, outcomes kept for good, and a test that may be looked at any time. {@link
 * dev.millrace.serving.experiment.Experiment} is the entry. The statistics are explained in
 * docs/experiments.md.
 */
@NullMarked
package dev.millrace.serving.experiment;

import org.jspecify.annotations.NullMarked;
