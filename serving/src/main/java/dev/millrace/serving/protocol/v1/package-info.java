/** The protocol of {@code POST /v1/models/{m}/predict}: rows by value in, predictions out. */
@NullMarked
package dev.millrace.serving.protocol.v1;

import org.jspecify.annotations.NullMarked;
