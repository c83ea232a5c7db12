/**
 * The {@code millrace} command. {@link dev.millrace.pipeline.command.Main} is its only entry; what
 * a command does lies in the other packages, how it talks to people lies here.
 */
@NullMarked
package dev.millrace.pipeline.command;

import org.jspecify.annotations.NullMarked;
