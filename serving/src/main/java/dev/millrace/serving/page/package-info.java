/** The page at {@code /} and the documentation page: plain files, no build step, no other host. */
@NullMarked
package dev.millrace.serving.page;

import org.jspecify.annotations.NullMarked;
