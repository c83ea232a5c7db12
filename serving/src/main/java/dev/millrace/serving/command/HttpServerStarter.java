package dev.millrace.serving.command;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.config.ServeConfig;

/** Starts the HTTP server. */
final class HttpServerStarter implements ServerStarter {
  @Override
  public int run(ServeConfig config, boolean warmUp) {
    throw new MillraceException(
        ErrorCode.INTERNAL_FAULT, "The server is not put together yet.", "");
  }
}
