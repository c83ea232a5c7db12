package dev.millrace.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.ReasonText;
import dev.millrace.serving.protocol.JsonBody;
import dev.millrace.serving.protocol.RowReader;
import dev.millrace.serving.protocol.v1.V1Protocol;
import dev.millrace.serving.request.ModelIdentity;
import dev.millrace.serving.request.PredictRequest;
import dev.millrace.serving.request.Predictions;
import dev.millrace.serving.request.RequestBody;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Time and memory to read a request of one telco row (key and 19 columns) and to write its answer,
 * without network and scoring: the quick reader, the general one, and Jackson making a tree of the
 * same bytes without any check.
 */
public final class RequestBenchmark {
  private static final String ROW =
      "{\"row\":{\"customerID\":\"7590-VHVEG\",\"gender\":\"Female\",\"SeniorCitizen\":0,"
          + "\"Partner\":\"Yes\",\"Dependents\":\"No\",\"tenure\":1,\"PhoneService\":\"No\","
          + "\"MultipleLines\":\"No phone service\",\"InternetService\":\"DSL\","
          + "\"OnlineSecurity\":\"No\",\"OnlineBackup\":\"Yes\",\"DeviceProtection\":\"No\","
          + "\"TechSupport\":\"No\",\"StreamingTV\":\"No\",\"StreamingMovies\":\"No\","
          + "\"Contract\":\"Month-to-month\",\"PaperlessBilling\":\"Yes\","
          + "\"PaymentMethod\":\"Electronic check\",\"MonthlyCharges\":29.85,"
          + "\"TotalCharges\":29.85}}";
  private static final int CALLS = 10_000;

  private RequestBenchmark() {}

  /** Prints the table; takes the folder of a telco model package. */
  public static void main(String[] arguments) throws Exception {
    ModelPackage model = ModelPackage.load(Path.of(arguments[0]));
    V1Protocol protocol = new V1Protocol(model.contract(), new ReasonText(model));
    RowReader general = new RowReader(model.contract());
    ObjectMapper mapper = new ObjectMapper();
    Buffer body = Buffer.buffer(ROW);
    RequestBody request = new RequestBody(body, "application/json", null, 1000);
    PredictRequest read = protocol.read(request);
    Predictions predictions = predictions(model);
    print(
        List.of("quick reader", "general reader", "Jackson's tree", "answer", "read and answer"),
        () -> Stopwatch.keep(protocol.read(request)),
        () ->
            Stopwatch.keep(general.read(List.of(JsonBody.object(body, "{}").get("row")), 0, 1000)),
        () -> Stopwatch.keep(mapper.readTree(body.getBytes())),
        () -> Stopwatch.keep(protocol.answer(read, predictions)),
        () -> Stopwatch.keep(protocol.answer(protocol.read(request), predictions)));
  }

  private static Predictions predictions(ModelPackage model) {
    ModelIdentity identity =
        new ModelIdentity("telco", "3", model.contract(), List.of(), model.threshold());
    return new Predictions(
        identity,
        new double[] {0.6180339887498949},
        new String[] {"0190f3a2b4c8d6e7f8a9"},
        List.of(),
        null,
        null);
  }

  private static void print(List<String> names, Stopwatch.Call... calls) throws Exception {
    double[] times = Stopwatch.microseconds(calls);
    System.out.println("                | nanoseconds | bytes allocated");
    for (int i = 0; i < calls.length; i++) {
      System.out.printf(
          Locale.ROOT,
          "%15s | %11.0f | %15d%n",
          names.get(i),
          times[i] * 1000,
          allocated(calls[i]));
    }
  }

  private static long allocated(Stopwatch.Call call) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }
}
