package dev.millrace.pipeline.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints, from the metadata Maven left in the jar. */
final class Version implements IVersionProvider {
  private static final String POM = "/META-INF/maven/dev.millrace/millrace-pipeline/pom.properties";

  @Override
  public String[] getVersion() {
    return new String[] {"millrace " + number(), "Java " + System.getProperty("java.version")};
  }

  /** For example {@code 0.1.0}; {@code development} where it runs from class files. */
  static String number() {
    try (InputStream in = Version.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "development");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
