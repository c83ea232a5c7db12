/**
 * The model package and what scores it: all that a server needs.
 *
 * <p>Deeplearning4j is not on this module's class path; networks run on ONNX Runtime.
 */
@NullMarked
package dev.millrace.scoring;

import org.jspecify.annotations.NullMarked;
