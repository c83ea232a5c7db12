package dev.millrace.serving.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The general reading of JSON that strangers send: one value and nothing after it, no name twice in
 * an object, depth and lengths limited. Objects become maps in the order written, arrays lists,
 * numbers {@code Integer}, {@code Long}, {@code BigInteger} or {@code Double}. Whatever is wrong is
 * a {@link Refusal} that says where.
 */
public final class JsonBody {
  /** How deep objects and arrays may nest. */
  public static final int MAX_DEPTH = 32;

  /** The most letters that a name may have. */
  public static final int MAX_NAME = 1_000;

  private static final int MAX_TEXT = 100_000;
  private static final int MAX_NUMBER = 400;

  private static final ObjectReader STRICT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // names are the sender's choice
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_TEXT)
                          .maxNumberLength(MAX_NUMBER)
                          .maxNameLength(MAX_NAME)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(Object.class);

  /** JSON as Python and its kin write it: NaN and Infinity are numbers. */
  private static final ObjectReader WITH_NAN =
      STRICT.with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

  /** What Jackson says for its programmers. */
  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile(
          ", from `[^`]*`"
              + "| \\((?:start marker at|for \\w+ starting at|consider enabling) .*"
              + "|: enable `[^`]*` to allow"
              + "|: maybe a \\(non-standard\\) comment.*");

  private static final int MOST_SAID = 300;
  private static final String HINT = "Send one value in JSON, in UTF-8.";

  private JsonBody() {}

  /**
   * Reads any value.
   *
   * @return null for JSON's null
   */
  public static @Nullable Object read(Buffer body) throws Refusal {
    return read(body, STRICT);
  }

  /**
   * Reads an object.
   *
   * @param example of such a body, for the hint
   */
  public static Map<String, @Nullable Object> object(Buffer body, String example) throws Refusal {
    return object(read(body, STRICT), example);
  }

  /**
   * Reads an object as Python writes it: {@code NaN}, {@code Infinity} and {@code -Infinity} are
   * numbers too.
   *
   * @param example of such a body, for the hint
   */
  public static Map<String, @Nullable Object> pythonObject(Buffer body, String example)
      throws Refusal {
    return object(read(body, WITH_NAN), example);
  }

  @SuppressWarnings("unchecked") // the reader makes maps with texts for names and nothing else
  private static Map<String, @Nullable Object> object(@Nullable Object read, String example)
      throws Refusal {
    if (read instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw Refusal.body(
        "The body is to be a JSON object, but it is " + described(read) + ".",
        "Send " + example + ".");
  }

  /** A value of the bytes' part, which must be all of it. */
  static @Nullable Object read(byte[] bytes, int from, int length) throws Refusal {
    return read(bytes, from, length, STRICT);
  }

  private static @Nullable Object read(Buffer body, ObjectReader reader) throws Refusal {
    return read(body.getBytes(), 0, body.length(), reader);
  }

  private static @Nullable Object read(byte[] bytes, int from, int length, ObjectReader reader)
      throws Refusal {
    try {
      return reader.readValue(bytes, from, length);
    } catch (JsonProcessingException e) {
      throw Refusal.body(
          (e instanceof StreamConstraintsException
                  ? "The body is too large"
                  : "The body is not JSON")
              + (place(e.getLocation()) + ": " + said(e)),
          HINT);
    } catch (IOException e) {
      throw Refusal.body("The body is not text in UTF-8.", HINT);
    }
  }

  /** A value's kind in JSON's words, for messages: {@code an array of 3}. */
  public static String described(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return "an array of " + list.size();
    }
    if (value instanceof Map) {
      return "an object";
    }
    if (value instanceof String text) {
      return "the text '" + shortened(text, 40) + "'";
    }
    return String.valueOf(value);
  }

  /** At most so many characters of a text, and three dots where there are more. */
  public static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  private static String place(@Nullable JsonLocation at) {
    return at == null || at.getLineNr() < 1
        ? ""
        : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String said(JsonProcessingException fault) {
    String message = fault.getOriginalMessage().lines().findFirst().orElse("");
    if (fault instanceof MismatchedInputException) { // no value, or one too many
      return message.startsWith("No content") ? "it is empty." : "more comes after its value.";
    }
    return shortened(FOR_PROGRAMMERS.matcher(message).replaceAll(""), MOST_SAID) + ".";
  }
}
