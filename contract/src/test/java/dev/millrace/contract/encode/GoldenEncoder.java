package dev.millrace.contract.encode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The golden file of the encoder's format 1, and the program that writes it. */
final class GoldenEncoder {
  private static final String NAME = "encoder-1.json";

  private GoldenEncoder() {}

  static String read() throws IOException {
    try (InputStream in = Objects.requireNonNull(GoldenEncoder.class.getResourceAsStream(NAME))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Writes the file anew into the folder that is given; only for a new format version. */
  public static void main(String[] folder) throws IOException {
    Files.writeString(Path.of(folder[0], NAME), Fixture.encoder().toJson());
  }
}
