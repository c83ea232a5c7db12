/**
 * The files a command is given, {@link dev.millrace.pipeline.file.DataFile}, and the folder it
 * works in, {@link dev.millrace.pipeline.file.Scratch}.
 */
@NullMarked
package dev.millrace.pipeline.file;

import org.jspecify.annotations.NullMarked;
