package dev.millrace.serving.page;

import dev.millrace.contract.support.Hashes;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** All files of the page and of the documentation page, by the path they are served at. */
public final class PageFiles {
  /**
   * What the page needs and no more: nothing from elsewhere, no script or style within the HTML,
   * and no other site may frame it.
   */
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " object-src 'none'";

  /** Browsers ask each time and are answered 304 while the {@code ETag} is the same. */
  public static final String CACHE_CONTROL = "no-cache";

  private static final String FOLDER = "/page/";
  private static final List<String> PARTS =
      List.of(
          "answer.js",
          "api.js",
          "banner.js",
          "card.js",
          "chart.js",
          "docs.js",
          "dom.js",
          "drift.js",
          "experiment.js",
          "form.js",
          "format.js",
          "icon.svg",
          "key.js",
          "live.js",
          "main.js",
          "markdown.js",
          "schema.js",
          "style.css");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  private PageFiles() {}

  /** Reads all files from the class path: call it once and keep what it gives. */
  public static Map<String, PageFile> load() {
    Map<String, PageFile> files = new TreeMap<>();
    files.put("/", file("index.html"));
    files.put("/docs", file("docs.html"));
    PARTS.forEach(name -> files.put(FOLDER + name, file(name)));
    return Collections.unmodifiableMap(files);
  }

  private static PageFile file(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      String text =
          new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
      String etag = '"' + Hashes.sha256(text).substring(0, 16) + '"';
      String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
      return new PageFile(type, Buffer.buffer(text), etag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
