/**
 * What goes wrong and how it is said: {@link dev.millrace.contract.error.MillraceException} is the
 * one root.
 */
@NullMarked
package dev.millrace.contract.error;

import org.jspecify.annotations.NullMarked;
