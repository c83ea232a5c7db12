package dev.millrace.serving.protocol.mlflow;

import dev.millrace.serving.request.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a body is, by MLflow's own reading of {@code Content-Type}. */
enum BodyType {
  JSON("application/json"),
  CSV("text/csv");

  private static final String CHARSET = "charset";
  private static final String UTF_8 = "utf-8";

  private final String name;

  BodyType(String name) {
    this.name = name;
  }

  /**
   * Reads the header: the type in small letters, and no parameter but {@code charset=utf-8}.
   *
   * @throws Refusal 415, in MLflow's words
   */
  static BodyType of(@Nullable String header) throws Refusal {
    String[] parts = header == null ? new String[] {""} : header.split(";", -1);
    checkParameters(parts);
    String type = parts[0].strip();
    for (BodyType known : values()) {
      if (known.name.equals(type)) {
        return known;
      }
    }
    throw unsupported(
        "This predictor only supports the following content types: Types: ['%s', '%s']. Got '%s'."
            .formatted(CSV.name, JSON.name, header == null ? "None" : header));
  }

  private static void checkParameters(String[] parts) throws Refusal {
    List<String> unknown = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String[] pair = parts[i].strip().split("=", 2);
      if (!pair[0].equals(CHARSET)) {
        unknown.add(pair[0]);
      } else if (pair.length < 2 || !pair[1].toLowerCase(Locale.ROOT).equals(UTF_8)) {
        throw unsupported("The scoring server only supports UTF-8");
      }
    }
    if (!unknown.isEmpty()) {
      throw unsupported(
          "Unrecognized content type parameters: " + String.join(", ", unknown) + ".");
    }
  }

  private static Refusal unsupported(String message) {
    return Refusal.of(415, "UNSUPPORTED_MEDIA_TYPE", message, "");
  }
}
