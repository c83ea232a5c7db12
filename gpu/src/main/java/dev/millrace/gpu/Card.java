package dev.millrace.gpu;

/**
 * A GPU as its driver describes it.
 *
 * @param driver version of the driver, for example {@code 535.104.05}
 * @param memoryMiB total memory
 * @param freeMiB memory nobody uses at the moment
 */
public record Card(
    String name, ComputeCapability capability, String driver, long memoryMiB, long freeMiB) {

  /** One line for people. */
  public String describe() {
    return name
        + " (compute capability "
        + capability
        + ", driver "
        + driver
        + ", "
        + freeMiB
        + " of "
        + memoryMiB
        + " MiB free)";
  }
}
