package dev.millrace.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Protocol;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to ask of a server.
 *
 * @param protocols whose checks are run
 * @param model null to ask the server
 * @param apiKey sent as {@code Authorization: Bearer}; null for none
 * @param example a row that the model takes; null to ask the server
 * @param timeout of each request
 */
public record Options(
    Set<Protocol> protocols,
    @Nullable String model,
    @Nullable String apiKey,
    @Nullable ObjectNode example,
    Duration timeout) {
  public Options {
    protocols = Set.copyOf(protocols);
  }

  /** Everything, with what the server says of itself. */
  public static Options all() {
    return new Options(EnumSet.allOf(Protocol.class), null, null, null, Duration.ofSeconds(10));
  }

  public Options with(Set<Protocol> some) {
    return new Options(some, model, apiKey, example, timeout);
  }

  public Options withExample(ObjectNode row) {
    return new Options(protocols, model, apiKey, row, timeout);
  }

  public Options withApiKey(String key) {
    return new Options(protocols, model, key, example, timeout);
  }
}
