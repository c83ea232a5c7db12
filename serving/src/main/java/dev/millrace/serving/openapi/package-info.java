/** The OpenAPI document of the server, made from the model's contract. */
@NullMarked
package dev.millrace.serving.openapi;

import org.jspecify.annotations.NullMarked;
