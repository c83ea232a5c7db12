package dev.millrace.gpu;

import java.util.Comparator;

/** NVIDIA's version of a GPU's instruction set, for example 9.0 for Hopper. */
public record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
  private static final Comparator<ComputeCapability> ORDER =
      Comparator.comparingInt(ComputeCapability::major).thenComparingInt(ComputeCapability::minor);

  /**
   * Reads {@code "8.6"}.
   *
   * @throws IllegalArgumentException where the text is anything else
   */
  public static ComputeCapability parse(String text) {
    String[] parts = text.strip().split("\\.", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("expected a compute capability such as 8.6, not " + text);
    }
    return new ComputeCapability(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
