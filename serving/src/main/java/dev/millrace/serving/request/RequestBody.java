package dev.millrace.serving.request;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * What came in a request.
 *
 * @param bytes the body; may be empty
 * @param contentType as sent; null where it was not
 * @param headerLength {@code Inference-Header-Content-Length} of the binary tensor extension as
 *     sent; null where it was not
 * @param maxRows more rows are refused with 413 {@code TOO_MANY_ROWS}
 */
public record RequestBody(
    Buffer bytes, @Nullable String contentType, @Nullable String headerLength, int maxRows) {}
