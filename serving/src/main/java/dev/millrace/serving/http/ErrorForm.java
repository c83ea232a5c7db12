package dev.millrace.serving.http;

import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.Reply;

/** How a protocol says that something is refused. */
@FunctionalInterface
public interface ErrorForm {
  Reply reply(Refusal refusal);
}
