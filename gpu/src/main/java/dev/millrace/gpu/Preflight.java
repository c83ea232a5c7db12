package dev.millrace.gpu;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells before anything is downloaded or launched whether a GPU can be used, and why or why not.
 */
public final class Preflight {
  private static final long LITTLE_MEMORY_MIB = 1024;

  private Preflight() {}

  /**
   * What is to be expected of the GPU.
   *
   * @param usable whether training on the GPU can start as Millrace is built now
   * @param sentence the reason, for people
   * @param advice what to do next; empty where nothing is to be done
   */
  public record Verdict(boolean usable, String sentence, String advice) {}

  /**
   * Compares the first card with what this build of Millrace holds.
   *
   * @param built the CUDA build on the class path; null where Millrace was built for the processor
   */
  public static Verdict check(CardReading reading, @Nullable CudaBuild built) {
    if (reading.cards().isEmpty()) {
      return new Verdict(
          false, "No GPU can be used: " + reading.trouble() + ".", backToTheProcessor(built));
    }
    Card card = reading.cards().get(0);
    Optional<CudaBuild> best = CudaBuild.bestFor(card.capability());
    if (best.isEmpty()) {
      return new Verdict(
          false,
          card.describe() + " is too old for every CUDA build of ND4J.",
          backToTheProcessor(built));
    }
    if (isOlder(card.driver(), CudaBuild.OLDEST_DRIVER)) {
      return new Verdict(
          false,
          card.describe() + " needs driver " + CudaBuild.OLDEST_DRIVER + " or newer for CUDA 11.",
          "Update the driver.");
    }
    return built == null ? notBuilt(card, best.get()) : asBuilt(card, built, best.get());
  }

  private static Verdict notBuilt(Card card, CudaBuild best) {
    return new Verdict(
        false,
        card.describe()
            + " can be used, but this Millrace is built for the processor. "
            + why(card, best),
        rebuild(best));
  }

  private static Verdict asBuilt(Card card, CudaBuild built, CudaBuild best) {
    if (!built.runsOn(card.capability())) {
      return new Verdict(
          false,
          card.describe()
              + " cannot run "
              + built.describe()
              + ", which this Millrace is built with: it holds no code for compute capability "
              + card.capability()
              + ". "
              + why(card, best),
          rebuild(best));
    }
    if (card.freeMiB() < LITTLE_MEMORY_MIB) {
      return new Verdict(
          false,
          card.describe()
              + " has too little free memory: "
              + LITTLE_MEMORY_MIB
              + " MiB are needed.",
          "Stop what else uses the card (nvidia-smi lists it).");
    }
    return new Verdict(true, card.describe() + " is used. " + why(card, built), "");
  }

  private static String why(Card card, CudaBuild build) {
    return build.hasMachineCodeFor(card.capability())
        ? build.describe() + " holds machine code for it."
        : build.describe()
            + " holds PTX that the driver compiles for it at the first start"
            + " (minutes, once; set CUDA_CACHE_MAXSIZE=4294967296 so that it is kept).";
  }

  private static String rebuild(CudaBuild build) {
    return "Start Millrace with MILLRACE_BACKEND="
        + build.profile()
        + " to rebuild it for the GPU.";
  }

  private static String backToTheProcessor(@Nullable CudaBuild built) {
    return built == null
        ? ""
        : "Start Millrace with MILLRACE_BACKEND=cpu to rebuild it for the processor.";
  }

  /** Compares dotted versions number by number. */
  static boolean isOlder(String version, String than) {
    String[] a = version.split("\\.", -1);
    String[] b = than.split("\\.", -1);
    for (int i = 0; i < Math.max(a.length, b.length); i++) {
      int difference = Integer.compare(part(a, i), part(b, i));
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }

  private static int part(String[] version, int i) {
    return i < version.length && version[i].matches("\\d{1,9}") ? Integer.parseInt(version[i]) : 0;
  }
}
