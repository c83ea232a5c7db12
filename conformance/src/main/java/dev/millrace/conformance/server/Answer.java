package dev.millrace.conformance.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What came back; also says what should have.
 *
 * @param call that was answered
 * @param took from sending until the last byte was there
 */
public record Answer(Call call, int status, HttpHeaders headers, byte[] body, Duration took) {
  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The media type in small letters, without parameters; empty where there is none. */
  public String type() {
    String value = headers.firstValue("Content-Type").orElse("");
    return value.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
  }

  /** A header; empty where it is absent. */
  public String header(String name) {
    return String.join(", ", headers.allValues(name));
  }

  /** Demands one of some statuses. */
  public Answer status(int... allowed) throws Mismatch {
    if (Arrays.stream(allowed).noneMatch(each -> each == status)) {
      throw mismatch(
          "status "
              + Arrays.stream(allowed)
                  .mapToObj(String::valueOf)
                  .collect(Collectors.joining(" or ")));
    }
    return this;
  }

  /** Demands a status of 400 to 499: the caller is told that it erred. */
  public Answer refused() throws Mismatch {
    if (status < 400 || status > 499) {
      throw mismatch("a status of 400 to 499");
    }
    return this;
  }

  /** Demands a media type, whatever its parameters. */
  public Answer type(String... allowed) throws Mismatch {
    if (!List.of(allowed).contains(type())) {
      throw mismatch("Content-Type " + String.join(" or ", allowed));
    }
    return this;
  }

  /** Demands that a header says something. */
  public Answer header(String name, String value) throws Mismatch {
    if (!header(name).equalsIgnoreCase(value)) {
      throw mismatch("header " + name + ": " + value);
    }
    return this;
  }

  /** The body as JSON, which it has to be. */
  public Place json() throws Mismatch {
    try {
      JsonNode node = Json.read(text());
      if (!node.isMissingNode()) {
        return new Place(this, "", node);
      }
    } catch (JsonProcessingException e) {
      throw mismatch("a body of JSON");
    }
    throw mismatch("a body of JSON");
  }

  /** This answer is not what was expected. */
  public Mismatch mismatch(String expected) {
    return new Mismatch(expected, toString());
  }

  /** {@code 200 application/json {"predictions":…} to POST /invocations}. */
  @Override
  public String toString() {
    String type = header("Content-Type");
    return status
        + (type.isEmpty() ? " without a type" : " " + type)
        + (body.length == 0 ? ", empty," : " " + shortened(text()))
        + " to "
        + call
        + (headers.map().containsKey("Allow") ? " (Allow: " + header("Allow") + ")" : "");
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= 240 ? line : line.substring(0, 240) + "…";
  }
}
