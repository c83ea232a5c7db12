/** What a feature row is: {@link dev.millrace.contract.feature.FeatureContract} and its columns. */
@NullMarked
package dev.millrace.contract.feature;

import org.jspecify.annotations.NullMarked;
