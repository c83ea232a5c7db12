package dev.millrace.models.export;

import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.encode.EncodingCounts;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import dev.millrace.models.evaluate.MetricsFile;
import dev.millrace.scoring.Checksums;
import dev.millrace.scoring.CleanRows;
import dev.millrace.scoring.GoldenRow;
import dev.millrace.scoring.GoldenRows;
import dev.millrace.scoring.Manifest;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.PackageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Writes a model package: the folder that scores anywhere and tests itself when loaded. The folder
 * appears whole, by a rename, and only after it was loaded and its golden rows got from ONNX
 * Runtime what DL4J gave them, from the network and from the pipeline.
 */
public final class PackageWriter {
  private PackageWriter() {}

  /**
   * Writes a package and checks it.
   *
   * @param folder does not exist yet
   * @return the package as loaded from its folder
   * @throws MillraceException {@code PACKAGE_INVALID} where the written package does not give the
   *     trained network's probabilities; {@code ARGUMENT_INVALID} where the folder exists
   */
  public static ModelPackage write(PackageContents contents, Path folder) {
    if (Files.exists(folder)) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "Expected a new folder for the model package, but " + folder + " exists.",
          "Give another folder or remove this one.");
    }
    Path temporary = AtomicFiles.temporaryFor(folder);
    AtomicFiles.deleteTree(temporary);
    try {
      Files.createDirectories(temporary);
      writeFiles(contents, temporary);
      Checksums.write(temporary);
      PipelineCheck.check(ModelPackage.load(temporary));
      AtomicFiles.move(temporary, folder);
    } catch (IOException e) {
      throw Io.fault(folder, e);
    } finally {
      AtomicFiles.deleteTree(temporary);
    }
    return ModelPackage.load(folder);
  }

  private static void writeFiles(PackageContents contents, Path folder) throws IOException {
    writeJson(folder, PackageFiles.MANIFEST, manifest(contents));
    writeJson(folder, PackageFiles.CONTRACT, contents.contract());
    writeJson(folder, PackageFiles.CALIBRATION, contents.rule());
    writeJson(folder, PackageFiles.PROVENANCE, contents.provenance());
    MetricsFile.write(folder.resolve(PackageFiles.METRICS), contents.metrics());
    AtomicFiles.writeText(folder.resolve(PackageFiles.ENCODER), contents.encoder().toJson());
    AtomicFiles.writeText(folder.resolve(PackageFiles.MLMODEL), MlModel.yaml(contents));
    List<MultiLayerNetwork> networks = contents.trained().networks();
    for (int i = 0; i < networks.size(); i++) {
      networks.get(i).save(folder.resolve(contents.networkFiles().get(i)).toFile(), false);
    }
    OnnxWriter.write(networks, onnxMetadata(contents), folder.resolve(PackageFiles.ONNX));
    byte[] pipeline = PipelineWriter.toBytes(contents, onnxMetadata(contents));
    Files.write(folder.resolve(PackageFiles.PIPELINE), pipeline);
    List<GoldenRow> golden = goldenRows(contents);
    GoldenRows.write(folder.resolve(PackageFiles.GOLDEN), golden);
    PythonFiles.write(folder, contents.contract(), golden);
    AtomicFiles.writeText(
        folder.resolve(PackageFiles.CARD), ModelCard.markdown(contents, golden.get(0).row()));
    if (contents.features() != null) {
      copyTree(contents.features(), folder.resolve(PackageFiles.FEATURES));
    }
    if (contents.profile() != null) {
      Files.write(folder.resolve(PackageFiles.PROFILE), contents.profile());
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : paths.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }

  private static Manifest manifest(PackageContents contents) {
    return new Manifest(
        PackageFiles.FORMAT,
        contents.contract().name(),
        contents.network(),
        contents.encoder().width(),
        contents.nullValues(),
        version(),
        contents.networkFiles().subList(1, contents.networkFiles().size()));
  }

  /** The version of Millrace; {@code development} when run from class folders. */
  static String version() {
    return Objects.requireNonNullElse(
        PackageWriter.class.getPackage().getImplementationVersion(), "development");
  }

  private static Map<String, String> onnxMetadata(PackageContents contents) {
    return Map.of(
        "model", contents.contract().name(),
        "network", contents.network(),
        "run", contents.metrics().run(),
        "features", Json.line(contents.encoder().featureNames()));
  }

  private static List<GoldenRow> goldenRows(PackageContents contents) {
    List<Map<String, Object>> rows =
        GoldenChoice.from(contents.golden().source(), contents.contract());
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a package needs validation rows to make golden rows of");
    }
    float[] raw = probabilities(contents, rows);
    List<GoldenRow> golden = new ArrayList<>();
    for (int i = 0; i < raw.length; i++) {
      double calibrated = contents.calibration().apply(raw[i]);
      golden.add(new GoldenRow(rows.get(i), raw[i], calibrated));
    }
    return golden;
  }

  private static float[] probabilities(PackageContents contents, List<Map<String, Object>> rows) {
    Encoder encoder = contents.encoder();
    float[] features = new float[rows.size() * encoder.width()];
    encoder.encode(
        new CleanRows(contents.contract(), rows),
        features,
        new EncodingCounts(contents.contract().columns().size()));
    return contents.trained().predict(features, rows.size());
  }

  private static void writeJson(Path folder, String name, Object value) {
    AtomicFiles.writeText(folder.resolve(name), Json.pretty(value));
  }
}
