package dev.millrace.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What release of a library is on the class path, by the metadata Maven left in its jar. */
final class Versions {
  private static final String ND4J = "/META-INF/maven/org.nd4j/nd4j-api/pom.properties";

  private Versions() {}

  static String nd4j() {
    try (InputStream in = Versions.class.getResourceAsStream(ND4J)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
