/**
 * HTTP without a model: routes, bodies with limits, connections that may not linger, answers. One
 * {@link dev.millrace.serving.http.Loop} for each event loop; nothing here blocks.
 */
@NullMarked
package dev.millrace.serving.http;

import org.jspecify.annotations.NullMarked;
