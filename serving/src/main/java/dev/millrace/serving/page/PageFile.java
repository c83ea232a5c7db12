package dev.millrace.serving.page;

import io.vertx.core.buffer.Buffer;

/**
 * A file of the page.
 *
 * @param bytes not to be changed: all requests get the same buffer
 * @param etag with its quotes; changes when the file does
 */
public record PageFile(String contentType, Buffer bytes, String etag) {}
