/**
 * Rows on their way to a network. Training, validation and test rows are three types on purpose.
 */
@NullMarked
package dev.millrace.contract.rows;

import org.jspecify.annotations.NullMarked;
