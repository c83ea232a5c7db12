package dev.millrace.serving.fuzz;

import dev.millrace.serving.server.Served;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Real requests to all routes, which are changed by the others. */
final class Real {
  private static final String MODEL = "subscribers";
  private static final String JSON = "application/json";

  private Real() {}

  /**
   * A request before it is put together.
   *
   * @param headers beside those of the body's type and length
   */
  record Request(
      String method,
      String path,
      String type,
      byte[] body,
      Map<String, String> headers,
      Form form) {
    Request withBody(byte[] other) {
      return new Request(method, path, type, other, headers, form);
    }
  }

  /** Predictions of all protocols that are answered with 200 and the same probability each time. */
  static List<Request> good() {
    List<Request> good = new ArrayList<>();
    String row = Served.ROW;
    good.add(v1("{\"row\":" + row + "}"));
    good.add(v1("{\"rows\":[" + row + "," + row + "],\"reasons\":2}"));
    good.add(mlflow(JSON, "{\"dataframe_records\":[" + row + "]}"));
    good.add(mlflow(JSON, "{\"instances\":[" + row + "],\"params\":{\"reasons\":1}}"));
    good.add(
        mlflow(
            JSON,
            "{\"dataframe_split\":{\"columns\":[\"subscriber\",\"plan\",\"tenure\",\"joined\",\"autopay\"],"
                + "\"index\":[0],\"data\":[[\"S1\",\"pro\",71,\"2020-07-19\",true]]}}"));
    good.add(
        mlflow(
            JSON,
            "{\"inputs\":{\"plan\":[\"pro\"],\"tenure\":[71],\"subscriber\":[\"S1\"],\"joined\":[\"2020-07-19\"],\"autopay\":[true]}}"));
    good.add(
        mlflow(
            "text/csv",
            "subscriber,plan,tenure,joined,autopay\r\n\"S1\",\"pro\",71,2020-07-19,true\r\n"));
    good.add(
        kserve(
            "{\"id\":\"7\",\"inputs\":["
                + "{\"name\":\"joined\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"2020-07-19\"]},"
                + "{\"name\":\"autopay\",\"shape\":[1],\"datatype\":\"BOOL\",\"data\":[true]},"
                + "{\"name\":\"subscriber\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"S1\"]},"
                + "{\"name\":\"plan\",\"shape\":[1,1],\"datatype\":\"BYTES\",\"data\":[[\"pro\"]]},"
                + "{\"name\":\"tenure\",\"shape\":[1],\"datatype\":\"INT32\",\"data\":[71]}],"
                + "\"outputs\":[{\"name\":\"probability\"}]}"));
    good.add(binary());
    return good;
  }

  private static Request v1(String body) {
    return post("/v1/models/" + MODEL + "/predict", JSON, body, Form.PROBLEM);
  }

  private static Request mlflow(String type, String body) {
    return post("/invocations", type, body, Form.MLFLOW);
  }

  private static Request kserve(String body) {
    return post("/v2/models/" + MODEL + "/infer", JSON, body, Form.KSERVE);
  }

  private static Request binary() {
    String json =
        "{\"inputs\":["
            + "{\"name\":\"joined\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"2020-07-19\"]},"
            + "{\"name\":\"autopay\",\"shape\":[1],\"datatype\":\"BOOL\",\"data\":[true]},"
            + "{\"name\":\"subscriber\",\"shape\":[1],\"datatype\":\"BYTES\",\"data\":[\"S1\"]},"
            + "{\"name\":\"plan\",\"shape\":[1],\"datatype\":\"BYTES\","
            + "\"parameters\":{\"binary_data_size\":7}},"
            + "{\"name\":\"tenure\",\"shape\":[1],\"datatype\":\"INT64\","
            + "\"parameters\":{\"binary_data_size\":8}}],"
            + "\"outputs\":[{\"name\":\"probability\",\"parameters\":{\"binary_data\":false}}]}";
    ByteBuffer bytes = ByteBuffer.allocate(json.length() + 15).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(json.getBytes(StandardCharsets.US_ASCII));
    bytes.putInt(3).put("pro".getBytes(StandardCharsets.US_ASCII)).putLong(71);
    return new Request(
        "POST",
        "/v2/models/" + MODEL + "/infer",
        "application/octet-stream",
        bytes.array(),
        Map.of("Inference-Header-Content-Length", String.valueOf(json.length())),
        Form.KSERVE);
  }

  /** Those of {@link #good()}, and one to each of the other routes. */
  static List<Request> all() {
    List<Request> all = new ArrayList<>(good());
    all.add(
        post(
            "/v1/outcomes",
            JSON,
            "{\"outcomes\":[{\"id\":\"EAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\",\"outcome\":true}]}",
            Form.PROBLEM));
    all.add(post("/v1/models/" + MODEL + "/rollback", JSON, "{}", Form.PROBLEM));
    all.add(post("/v2/repository/index", JSON, "{\"ready\":true}", Form.KSERVE));
    for (String path :
        List.of(
            "/v1/models",
            "/v1/models/" + MODEL,
            "/v1/status",
            "/v1/experiment",
            "/live",
            "/ready",
            "/metrics",
            "/openapi.json",
            "/docs",
            "/",
            "/nothing")) {
      all.add(get(path, Form.PROBLEM));
    }
    for (String path : List.of("/ping", "/health", "/version")) {
      all.add(get(path, Form.MLFLOW));
    }
    for (String path :
        List.of("/v2", "/v2/health/live", "/v2/health/ready", "/v2/models/" + MODEL)) {
      all.add(get(path, Form.KSERVE));
    }
    for (String path : List.of("/versions/1", "/ready", "/stats", "/versions/1/stats")) {
      all.add(get("/v2/models/" + MODEL + path, Form.KSERVE));
    }
    return all;
  }

  private static Request post(String path, String type, String body, Form form) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return new Request("POST", path, type, bytes, Map.of(), form);
  }

  private static Request get(String path, Form form) {
    return new Request("GET", path, "", new byte[0], Map.of(), form);
  }
}
