package dev.millrace.gpu;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The compute backend of this process. Started once, before the first tensor; blocking (about a
 * second: ND4J loads its native libraries).
 *
 * @param name {@code cpu} or {@code cuda}; part of what makes a result reproducible
 * @param device for people
 * @param nd4jVersion the release of ND4J
 * @param threads OpenMP threads of a single operation
 */
public record Backend(String name, String device, String nd4jVersion, int threads) {
  private static final String CUDA_CLASS = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final int GC_WINDOW_MILLIS = 10_000;
  private static final int NOT_STARTED = 0;

  private static volatile int threadsOfStart = NOT_STARTED;

  /**
   * Checks the choice against the machine, loads ND4J and sets it up: so many OpenMP threads, and
   * no periodic garbage collection (it costs a small network most of its time).
   *
   * @param threads OpenMP threads of one operation, at least 1; 1 suits layers up to 256 wide
   * @throws MillraceException {@code DEVICE_UNAVAILABLE} with the reason and the way out
   */
  public static Backend start(BackendChoice choice, int threads) {
    boolean cuda = isBuiltForCuda();
    if (choice == BackendChoice.CPU && cuda) {
      throw new MillraceException(
          ErrorCode.DEVICE_UNAVAILABLE,
          "The recipe asks for backend cpu, but this Millrace is built for the GPU.",
          "Start Millrace with MILLRACE_BACKEND=cpu to rebuild it, or say backend: auto.");
    }
    String device = "processor, " + Simd.describe();
    if (cuda || choice == BackendChoice.CUDA) {
      Preflight.Verdict verdict = Preflight.check(NvidiaSmi.read(), cudaBuild());
      if (!verdict.usable()) {
        throw new MillraceException(
            ErrorCode.DEVICE_UNAVAILABLE, verdict.sentence(), verdict.advice());
      }
      device = verdict.sentence();
    }
    setUp(threads);
    return new Backend(cuda ? "cuda" : "cpu", device, version(), threads);
  }

  /**
   * Gives operations of the calling thread the number of OpenMP threads that the backend was
   * started with. OpenMP keeps that number for each thread that calls it: without this, a thread
   * other than the one that started the backend takes all processors, and two of them fight for
   * each. Cheap, to be called by whatever computes on a thread that it did not make; does nothing
   * where the backend was not started.
   */
  public static void setUpThread() {
    int threads = threadsOfStart;
    if (threads != NOT_STARTED) {
      NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
    }
  }

  /** Whether the ND4J on the class path is a CUDA build; loads nothing native. */
  public static boolean isBuiltForCuda() {
    return Backend.class.getClassLoader().getResource(CUDA_CLASS.replace('.', '/') + ".class")
        != null;
  }

  /** The CUDA build on the class path, or null for the processor. */
  public static @Nullable CudaBuild cudaBuild() {
    return isBuiltForCuda() ? CudaBuild.ofVersion(version()).orElse(CudaBuild.CUDA_11_6) : null;
  }

  /** ND4J's release, from its own metadata. */
  public static String version() {
    return Versions.nd4j();
  }

  private static void setUp(int threads) {
    Nd4j.getMemoryManager().togglePeriodicGc(false); // also loads ND4J, which the next line needs
    threadsOfStart = threads;
    setUpThread();
    Nd4j.getMemoryManager().setAutoGcWindow(GC_WINDOW_MILLIS);
  }
}
