/** The model card: what people and documents need to know of a package, in JSON. */
@NullMarked
package dev.millrace.serving.card;

import org.jspecify.annotations.NullMarked;
