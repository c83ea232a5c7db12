/**
 * The compute backend: which ND4J backend runs, whether it can, and how it is set up.
 *
 * <p>Nothing else in Millrace asks the machine about processors, graphics cards or drivers.
 */
@NullMarked
package dev.millrace.gpu;

import org.jspecify.annotations.NullMarked;
