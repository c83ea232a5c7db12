package dev.millrace.scoring;

import java.util.List;
import java.util.stream.IntStream;

/** The names of the files in a model package. */
public final class PackageFiles {
  /** The version of the package's layout that this Millrace writes and reads. */
  public static final int FORMAT = 1;

  /** What the package is: a {@link Manifest}. */
  public static final String MANIFEST = "millrace.json";

  public static final String MLMODEL = "MLmodel";
  public static final String CONTRACT = "contract.json";
  public static final String ENCODER = "encoder.json";
  public static final String NETWORK = "network.zip";
  public static final String ONNX = "model.onnx";

  /** Encoder, network and calibration in one graph, for those who do not run Java. */
  public static final String PIPELINE = "pipeline.onnx";

  public static final String CALIBRATION = "calibration.json";
  public static final String GOLDEN = "golden.jsonl";
  public static final String PROVENANCE = "provenance.json";
  public static final String METRICS = "metrics.json";
  public static final String CARD = "README.md";

  /** A folder with what makes feature rows of several tables; only where they are so made. */
  public static final String FEATURES = "features";

  public static final String CHECKSUMS = "checksums.sha256";

  /**
   * What rows and scores looked like in training, for monitoring; packages of earlier versions have
   * none.
   */
  public static final String PROFILE = "reference-profile.bin";

  /** Without these nothing can be scored. */
  static final List<String> NEEDED_TO_SCORE = List.of(CONTRACT, ENCODER, ONNX, CALIBRATION, GOLDEN);

  private PackageFiles() {}

  /**
   * The files of a model's networks: {@code network.zip}, and for the other members of an ensemble
   * {@code network-2.zip}, {@code network-3.zip} and so on.
   */
  public static List<String> networks(int members) {
    return IntStream.rangeClosed(1, members)
        .mapToObj(number -> number == 1 ? NETWORK : "network-" + number + ".zip")
        .toList();
  }
}
