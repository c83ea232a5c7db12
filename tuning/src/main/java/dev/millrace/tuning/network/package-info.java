/**
 * What is searched for when a network is tuned: {@link dev.millrace.tuning.network.NetworkSpace}
 * turns points into {@link dev.millrace.tuning.network.Configuration}s, {@link
 * dev.millrace.tuning.network.FoldObjective} judges them by cross-validation.
 */
@NullMarked
package dev.millrace.tuning.network;

import org.jspecify.annotations.NullMarked;
