/**
 * What the wire protocols share: {@link dev.millrace.serving.protocol.JsonBody} turns bytes into
 * maps and lists, {@link dev.millrace.serving.protocol.RowReader} turns those into checked rows.
 */
@NullMarked
package dev.millrace.serving.protocol;

import org.jspecify.annotations.NullMarked;
