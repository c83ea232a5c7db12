/**
 * The command {@code millrace serve}: {@link dev.millrace.serving.command.ServeMain} for its own
 * small class path, {@link dev.millrace.serving.command.ServeCommand} for whoever lists it among
 * others.
 */
@NullMarked
package dev.millrace.serving.command;

import org.jspecify.annotations.NullMarked;
