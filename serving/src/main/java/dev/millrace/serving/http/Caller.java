package dev.millrace.serving.http;

import java.util.List;

/**
 * Who asks.
 *
 * @param name for logs; empty where nobody says
 * @param roles what they may do, in the words of the configuration
 */
public record Caller(String name, List<String> roles) {
  /** Somebody who did not have to say who they are. */
  public static final Caller ANYBODY = new Caller("", List.of());

  public Caller {
    roles = List.copyOf(roles);
  }
}
