/**
 * The server: what answers each route, put together from models, protocols, the experiment and
 * HTTP. {@link dev.millrace.serving.server.MillraceServer} is the entry.
 */
@NullMarked
package dev.millrace.serving.server;

import org.jspecify.annotations.NullMarked;
