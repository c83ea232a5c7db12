package dev.millrace.serving.config;

/**
 * How often somebody may ask.
 *
 * @param perSecond requests a second, above 0; as many, and at least one, may come at once
 */
public record Rate(double perSecond) {
  @Override
  public String toString() {
    return perSecond + "/s";
  }
}
