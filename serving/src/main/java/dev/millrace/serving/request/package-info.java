/** What a request asks and what it is answered, in no protocol's words. */
@NullMarked
package dev.millrace.serving.request;

import org.jspecify.annotations.NullMarked;
