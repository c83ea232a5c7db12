package dev.millrace.serving.experiment;

import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Sends outcomes as a client does. */
final class Posts {
  static final int MOST = 1_000;

  private Posts() {}

  static byte[] body(boolean outcome, String... ids) {
    return Arrays.stream(ids)
        .map(id -> "{\"id\":\"" + id + "\",\"outcome\":" + outcome + "}")
        .collect(Collectors.joining(",", "{\"outcomes\":[", "]}"))
        .getBytes(StandardCharsets.UTF_8);
  }

  static OutcomeResult post(Experiment experiment, boolean outcome, String... ids)
      throws Refusal, InterruptedException {
    return post(experiment, body(outcome, ids));
  }

  static OutcomeResult post(Experiment experiment, byte[] body)
      throws Refusal, InterruptedException {
    try {
      return experiment.take(Buffer.buffer(body), MOST).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("no answer", e);
    }
  }
}
