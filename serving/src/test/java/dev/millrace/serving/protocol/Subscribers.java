package dev.millrace.serving.protocol;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.Reason;
import dev.millrace.scoring.ReasonText;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Predictions;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RequestBody;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The package of subscribers, one column of each type, and made-up answers to its rows. */
public final class Subscribers {
  public static final int MAX_ROWS = 100;

  private static final ModelPackage PACKAGE =
      ModelPackage.load(Path.of("src/test/resources/packages/subscribers-1"));

  public static final FeatureContract CONTRACT = PACKAGE.contract();
  public static final ReasonText REASONS = new ReasonText(PACKAGE);
  public static final ModelIdentity CHAMPION = identity("3", 0.25);
  public static final ModelIdentity CHALLENGER = identity("4", 0.75);

  private Subscribers() {}

  private static ModelIdentity identity(String version, double threshold) {
    return new ModelIdentity("subscribers", version, CONTRACT, List.of("?", "basic"), threshold);
  }

  /** A body in JSON. */
  public static RequestBody json(String body) {
    return new RequestBody(Buffer.buffer(body), "application/json", null, MAX_ROWS);
  }

  /** Answers with the probabilities 0.5, 0.25, 0.125, … and the ids p1, p2, p3, … */
  public static Predictions predictions(PredictRequest request) {
    return predictions(request, null);
  }

  /** The same, where the challenger answers some rows. */
  public static Predictions predictions(PredictRequest request, boolean @Nullable [] challenged) {
    int rows = request.rows().rows();
    return new Predictions(
        CHAMPION,
        IntStream.range(0, rows).mapToDouble(row -> Math.scalb(0.5, -row)).toArray(),
        IntStream.rangeClosed(1, rows).mapToObj(row -> "p" + row).toArray(String[]::new),
        Collections.nCopies(rows, List.of(new Reason("tenure", 0.5))),
        challenged == null ? null : CHALLENGER,
        challenged);
  }

  /** All clean values of a request and its keys, a row on each line. */
  public static String written(PredictRequest request) {
    StringJoiner lines = new StringJoiner("\n");
    for (int row = 0; row < request.rows().rows(); row++) {
      StringJoiner values = new StringJoiner("|").add(String.valueOf(request.key(row)));
      for (int i = 0; i < CONTRACT.columns().size(); i++) {
        values.add(
            CONTRACT.columns().get(i).isNumeric()
                ? Double.toString(request.rows().number(i, row))
                : String.valueOf(request.rows().text(i, row)));
      }
      lines.add(values.toString());
    }
    return lines.toString();
  }

  /** Reads what must be refused. */
  public interface Reading {
    Object read() throws Refusal;
  }

  /** The refusal that a reading ends with. */
  public static Refusal refusal(Reading reading) {
    try {
      throw new AssertionError("expected a refusal, but got " + reading.read());
    } catch (Refusal refusal) {
      return refusal;
    }
  }
}
