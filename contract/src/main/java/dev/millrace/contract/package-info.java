/**
 * What a feature row is and how it becomes a vector. Entry types: {@link
 * dev.millrace.contract.feature.FeatureContract}, {@link dev.millrace.contract.encode.Encoder},
 * {@link dev.millrace.contract.error.MillraceException}.
 */
@NullMarked
package dev.millrace.contract;

import org.jspecify.annotations.NullMarked;
