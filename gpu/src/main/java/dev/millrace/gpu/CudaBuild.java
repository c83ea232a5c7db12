package dev.millrace.gpu;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The CUDA builds of ND4J that Millrace can be built with, and the GPUs their published binaries
 * hold code for (read from the fat binaries of {@code libnd4jcuda.so}).
 */
public enum CudaBuild {
  /** {@code nd4j-cuda-11.6:1.0.0-M2.1}: machine code only, up to Ada. */
  CUDA_11_6("cuda", "11.6", "1.0.0-M2.1", "3.7 5.0 5.2 6.0 6.1 7.0 7.5 8.0 8.6", null),
  /** {@code nd4j-cuda-11.2:1.0.0-M1.1}: also PTX, which the driver compiles for newer cards. */
  CUDA_11_2(
      "cuda-ptx",
      "11.2",
      "1.0.0-M1.1",
      "3.5 5.0 5.2 6.0 6.1 7.0 7.5 8.0 8.6",
      new ComputeCapability(8, 6));

  /** CUDA 11's oldest driver on Linux (its minor versions are compatible with one another). */
  static final String OLDEST_DRIVER = "450.80.02";

  private final String profile;
  private final String cuda;
  private final String dl4jVersion;
  private final List<ComputeCapability> machineCode;
  private final @Nullable ComputeCapability ptx;

  CudaBuild(
      String profile,
      String cuda,
      String dl4jVersion,
      String machineCode,
      @Nullable ComputeCapability ptx) {
    this.profile = profile;
    this.cuda = cuda;
    this.dl4jVersion = dl4jVersion;
    this.machineCode =
        List.of(machineCode.split(" ")).stream().map(ComputeCapability::parse).toList();
    this.ptx = ptx;
  }

  /** The Maven profile, and the value of {@code MILLRACE_BACKEND} for the launcher. */
  public String profile() {
    return profile;
  }

  /** For people, for example {@code CUDA 11.6 (ND4J 1.0.0-M2.1)}. */
  public String describe() {
    return "CUDA " + cuda + " (ND4J " + dl4jVersion + ")";
  }

  /** Whether the build holds code that a card runs as it is: same major, no newer minor. */
  public boolean hasMachineCodeFor(ComputeCapability card) {
    return machineCode.stream()
        .anyMatch(code -> code.major() == card.major() && code.minor() <= card.minor());
  }

  /** Whether the driver can compile the build's PTX for a card. */
  public boolean hasPtxFor(ComputeCapability card) {
    return ptx != null && ptx.compareTo(card) <= 0;
  }

  /** Whether the build runs on a card, one way or the other. */
  public boolean runsOn(ComputeCapability card) {
    return hasMachineCodeFor(card) || hasPtxFor(card);
  }

  /** The build for a card: machine code before PTX; empty where none runs. */
  public static Optional<CudaBuild> bestFor(ComputeCapability card) {
    if (CUDA_11_6.hasMachineCodeFor(card)) {
      return Optional.of(CUDA_11_6);
    }
    return CUDA_11_2.runsOn(card) ? Optional.of(CUDA_11_2) : Optional.empty();
  }

  /** The CUDA build whose ND4J has that version. */
  static Optional<CudaBuild> ofVersion(String dl4jVersion) {
    return List.of(values()).stream()
        .filter(build -> build.dl4jVersion.equals(dl4jVersion))
        .findFirst();
  }
}
