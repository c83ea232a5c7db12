/**
 * Features of an entity at cutoff times, from related tables, without leakage: what is asked for
 * ({@link dev.millrace.etl.feature.FeatureSpec}), what that means one by one ({@link
 * dev.millrace.etl.feature.FeatureDefinition}), and the one pass that computes it.
 */
@NullMarked
package dev.millrace.etl.feature;

import org.jspecify.annotations.NullMarked;
