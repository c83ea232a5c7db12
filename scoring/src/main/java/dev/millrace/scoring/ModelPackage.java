package dev.millrace.scoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A model package that was read and checked: its files are the ones that were written, and its
 * golden rows get the probabilities they got in training. Immutable and thread-safe; holds no
 * native memory and reads nothing after loading.
 */
public final class ModelPackage {
  private static final String WHERE = "Give the folder 'model' of a run directory.";

  private final Path folder;
  private final Manifest manifest;
  private final FeatureContract contract;
  private final Encoder encoder;
  private final DecisionRule rule;
  private final byte[] onnx;
  private final List<GoldenRow> golden;

  private ModelPackage(Path folder, Manifest manifest) {
    this.folder = folder;
    this.manifest = manifest;
    this.contract = readJson(PackageFiles.CONTRACT, FeatureContract.class);
    this.encoder = readEncoder();
    this.rule = readJson(PackageFiles.CALIBRATION, DecisionRule.class);
    this.onnx = bytes(folder.resolve(PackageFiles.ONNX));
    this.golden = GoldenRows.read(folder.resolve(PackageFiles.GOLDEN), contract);
  }

  /**
   * Reads a package, compares every file with its checksum and scores the golden rows.
   *
   * @throws dev.millrace.contract.error.MillraceException {@code PACKAGE_INVALID} naming what is
   *     wrong: not a package, a file that was changed, is missing or was added, a format of another
   *     version, a golden row with another answer
   */
  public static ModelPackage load(Path folder) {
    requireFolder(folder);
    requireFile(folder, PackageFiles.CHECKSUMS);
    Checksums.verify(folder);
    requireFile(folder, PackageFiles.MANIFEST);
    Manifest manifest = readManifest(folder.resolve(PackageFiles.MANIFEST));
    PackageFiles.NEEDED_TO_SCORE.forEach(name -> requireFile(folder, name));
    ModelPackage loaded = new ModelPackage(folder, manifest);
    loaded.checkItself();
    return loaded;
  }

  /** The folder it was read from. */
  public Path folder() {
    return folder;
  }

  /** Name, network and versions. */
  public Manifest manifest() {
    return manifest;
  }

  /** What a feature row is. */
  public FeatureContract contract() {
    return contract;
  }

  /** How a feature row becomes a vector. */
  public Encoder encoder() {
    return encoder;
  }

  /** The map from the network's probability to the calibrated one. */
  public Calibration calibration() {
    return rule.calibration();
  }

  /** A row is positive from this calibrated probability on. */
  public double threshold() {
    return rule.threshold();
  }

  /** Calibration and threshold together. */
  public DecisionRule rule() {
    return rule;
  }

  /** Rows with the probabilities that training gave them; at least one. */
  public List<GoldenRow> goldenRows() {
    return golden;
  }

  /** The network in ONNX Runtime, for features that are encoded already; the caller closes it. */
  public OnnxModel openNetwork() {
    return OnnxModel.load(onnx);
  }

  private void checkItself() {
    try (OnnxModel model = openNetwork()) {
      if (model.width() != encoder.width() || manifest.width() != encoder.width()) {
        throw Invalid.because(
            "%s: the encoder makes %d features, the network takes %d and the manifest says %d."
                .formatted(folder, encoder.width(), model.width(), manifest.width()));
      }
      Path file = folder.resolve(PackageFiles.GOLDEN);
      GoldenRows.check(file, golden, contract, encoder, model, rule);
    }
  }

  private <T> T readJson(String name, Class<T> type) {
    return Json.read(folder.resolve(name), type);
  }

  private Encoder readEncoder() {
    Path file = folder.resolve(PackageFiles.ENCODER);
    Encoder read;
    try {
      read = Encoder.fromJson(Files.readString(file));
    } catch (IOException e) {
      throw Io.fault(file, e);
    } catch (RuntimeException e) {
      throw Invalid.because(file + ": expected the JSON of an encoder: " + e.getMessage(), e);
    }
    if (!read.inputSchema().getColumnNames().equals(contract.columnNames())) {
      throw Invalid.because(
          "%s: expected the columns %s of the contract, but the encoder takes %s."
              .formatted(file, contract.columnNames(), read.inputSchema().getColumnNames()));
    }
    return read;
  }

  private static Manifest readManifest(Path file) {
    JsonNode format = Json.read(file, JsonNode.class).path("format");
    if (format.asInt() != PackageFiles.FORMAT) {
      throw Invalid.because(
          "%s: expected a package of format %d, but it is of format %s."
              .formatted(file, PackageFiles.FORMAT, format.isMissingNode() ? "none" : format),
          "Score it with the version of Millrace that wrote it, or run its recipe again.",
          null);
    }
    return Json.read(file, Manifest.class);
  }

  private static void requireFolder(Path folder) {
    if (!Files.exists(folder)) {
      throw Invalid.because("There is no model package at " + folder + ".", WHERE, null);
    }
    if (!Files.isDirectory(folder)) {
      throw Invalid.because(
          "%s is a file; a model package is a folder.".formatted(folder), WHERE, null);
    }
  }

  private static void requireFile(Path folder, String name) {
    if (!Files.isRegularFile(folder.resolve(name))) {
      throw Invalid.because(
          "%s is not a model package: it has no %s.".formatted(folder, name), WHERE, null);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }
}
