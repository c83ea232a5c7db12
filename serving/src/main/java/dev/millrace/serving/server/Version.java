package dev.millrace.serving.server;

/** The version of this Millrace. */
final class Version {
  static final String TEXT = text();

  private Version() {}

  private static String text() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version; // classes outside a jar
  }
}
