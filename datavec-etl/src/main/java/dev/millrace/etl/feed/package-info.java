/** Feature tables on their way to a network: splits, encoder fitting, and the DataVec reader. */
@NullMarked
package dev.millrace.etl.feed;

import org.jspecify.annotations.NullMarked;
