/** How a feature row becomes a vector: {@link dev.millrace.contract.encode.Encoder}. */
@NullMarked
package dev.millrace.contract.encode;

import org.jspecify.annotations.NullMarked;
