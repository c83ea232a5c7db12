package dev.millrace.serving.config;

import java.time.Duration;

/**
 * How the model is watched for a newer version.
 *
 * @param every time between two looks; zero for never
 */
public record Watch(Duration every) {
  static final Watch DEFAULTS = new Watch(Duration.ofSeconds(5));
}
