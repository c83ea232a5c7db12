/** How a command talks to its user: the terminal, and what went wrong. */
@NullMarked
package dev.millrace.contract.console;

import org.jspecify.annotations.NullMarked;
