/** Networks as the recipe describes them, and as Deeplearning4j builds them. */
@NullMarked
package dev.millrace.models.network;

import org.jspecify.annotations.NullMarked;
