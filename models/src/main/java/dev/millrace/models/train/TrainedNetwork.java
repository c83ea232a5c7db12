package dev.millrace.models.train;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.models.network.NetworkSpec;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network with the weights of its best epoch. Predictions may be asked for from any thread; the
 * network answers one at a time.
 *
 * @param spec what it was built from
 * @param network takes features {@code [rows, width]}, gives uncalibrated probabilities {@code
 *     [rows, 1]}
 * @param curve how training went
 */
public record TrainedNetwork(NetworkSpec spec, MultiLayerNetwork network, LearningCurve curve) {

  /**
   * Uncalibrated probabilities of encoded rows.
   *
   * @param features row-major {@code [rows, width]}
   */
  public float[] predict(float[] features, int rows) {
    return Predictions.of(network, features, rows);
  }

  /** Writes a plain Deeplearning4j zip with the updater's state, at once or not at all. */
  public void save(Path zip) {
    AtomicFiles.write(zip, temporary -> network.save(temporary.toFile(), true));
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws MillraceException {@link ErrorCode#PACKAGE_INVALID} where the file is no such zip
   */
  public static TrainedNetwork load(Path zip, NetworkSpec spec, LearningCurve curve) {
    try {
      return new TrainedNetwork(spec, MultiLayerNetwork.load(zip.toFile(), true), curve);
    } catch (IOException | RuntimeException e) {
      throw new MillraceException(
          ErrorCode.PACKAGE_INVALID,
          zip + " is not a network that Deeplearning4j can read",
          "Train the network again; the file was cut short or changed.",
          e);
    }
  }
}
