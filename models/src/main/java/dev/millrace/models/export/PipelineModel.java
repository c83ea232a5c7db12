package dev.millrace.models.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.ColumnBatch;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.scoring.OnnxModel;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A written pipeline in ONNX Runtime, fed as Python feeds it. Not thread-safe. */
final class PipelineModel implements AutoCloseable {
  private final OrtSession session;
  private final FeatureContract contract;

  private PipelineModel(OrtSession session, FeatureContract contract) {
    this.session = session;
    this.contract = contract;
  }

  static PipelineModel load(Path file, FeatureContract contract) {
    try (OrtSession.SessionOptions options = options()) {
      return new PipelineModel(environment().createSession(file.toString(), options), contract);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  static PipelineModel load(byte[] onnx, FeatureContract contract) {
    try (OrtSession.SessionOptions options = options()) {
      return new PipelineModel(environment().createSession(onnx, options), contract);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    return options;
  }

  /** Calibrated probabilities of clean rows. */
  double[] score(ColumnBatch rows) {
    try (OnnxTensor input = input(rows)) {
      return run(input);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  /** Calibrated probabilities of texts, {@code [rows][columns]}. */
  double[] score(String[][] texts) {
    try (OnnxTensor input = OnnxTensor.createTensor(environment(), texts)) {
      return run(input);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private double[] run(OnnxTensor input) throws OrtException {
    try (OrtSession.Result result = session.run(Map.of(PipelineWriter.INPUT, input))) {
      double[][] answers = (double[][]) result.get(OnnxModel.OUTPUT).orElseThrow().getValue();
      double[] probabilities = new double[answers.length];
      for (int i = 0; i < answers.length; i++) {
        probabilities[i] = answers[i][0];
      }
      return probabilities;
    }
  }

  private OnnxTensor input(ColumnBatch rows) throws OrtException {
    List<Column> columns = contract.columns();
    if (PipelineWriter.takesTexts(contract)) {
      return OnnxTensor.createTensor(environment(), texts(rows));
    }
    DoubleBuffer numbers = DoubleBuffer.allocate(rows.rows() * columns.size());
    for (int row = 0; row < rows.rows(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        numbers.put(rows.number(column, row));
      }
    }
    return OnnxTensor.createTensor(
        environment(), numbers.flip(), new long[] {rows.rows(), columns.size()});
  }

  private String[][] texts(ColumnBatch rows) {
    String[][] texts = new String[rows.rows()][contract.columns().size()];
    for (int row = 0; row < texts.length; row++) {
      for (int column = 0; column < texts[row].length; column++) {
        texts[row][column] = text(rows, column, row);
      }
    }
    return texts;
  }

  private String text(ColumnBatch rows, int column, int row) {
    if (contract.columns().get(column).isNumeric()) {
      double number = rows.number(column, row);
      return Double.isNaN(number) ? "nan" : Double.toString(number);
    }
    @Nullable String text = rows.text(column, row);
    return text == null ? "" : text; // which no category is
  }

  private static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment();
  }

  private static MillraceException failed(OrtException cause) {
    return new MillraceException(
        ErrorCode.PACKAGE_INVALID,
        "ONNX Runtime cannot run the pipeline: " + cause.getMessage(),
        "Report this with the model package.",
        cause);
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
