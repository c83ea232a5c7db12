package dev.millrace.serving.protocol;

import dev.millrace.serving.request.Refusal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a body is said to be. */
public final class ContentType {
  private ContentType() {}

  /**
   * Refuses types that any web page can send without the browser's asking this server first.
   *
   * @param sent the header; null where it was not sent, which is taken
   * @throws Refusal 415 {@code TYPE_UNSUPPORTED}
   */
  public static void require(@Nullable String sent, List<String> taken) throws Refusal {
    if (sent != null && !taken.contains(sent) && !taken.contains(withoutParameters(sent))) {
      throw Refusal.of(
          415,
          "TYPE_UNSUPPORTED",
          "The body is sent as '%s'; this route takes %s."
              .formatted(sent, String.join(" and ", taken)),
          "Send the header Content-Type: %s.".formatted(taken.get(0)));
    }
  }

  private static String withoutParameters(String type) {
    return type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
  }
}
