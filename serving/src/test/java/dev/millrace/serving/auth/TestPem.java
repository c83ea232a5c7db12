package dev.millrace.serving.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Makes keys and certificates for tests, the latter with the JDK's own keytool. */
public final class TestPem {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private TestPem() {}

  /** A certificate for localhost and its key. */
  public record Pair(Path certificate, Path key) {}

  /** A pair that is valid for ten days from {@code start}, for example {@code -1d}. */
  public static Pair certificate(Path folder, String name, String algorithm, String start)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    List<String> command =
        Stream.of(
                "%s/bin/keytool -genkeypair -alias own -keyalg %s -dname CN=localhost -ext"
                    + " SAN=dns:localhost,ip:127.0.0.1 -startdate %s -validity 10 -keystore %s"
                    + " -storetype PKCS12 -storepass changeit -J-XX:TieredStopAtLevel=1"
                    + " -J-Xshare:auto")
            .map(text -> text.formatted(System.getProperty("java.home"), algorithm, start, store))
            .flatMap(text -> Stream.of(text.split(" ")))
            .toList();
    Path log = folder.resolve(name + ".log");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("keytool: " + Files.readString(log));
    }
    KeyStore read = KeyStore.getInstance(store.toFile(), PASSWORD);
    return new Pair(
        write(folder, name + ".pem", "CERTIFICATE", read.getCertificate("own").getEncoded()),
        write(folder, name + "-key.pem", "PRIVATE KEY", read.getKey("own", PASSWORD).getEncoded()));
  }

  static KeyPair keys(String algorithm, int bits) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  static Path write(Path folder, String name, Key publicKey) throws IOException {
    return write(folder, name, "PUBLIC KEY", publicKey.getEncoded());
  }

  private static Path write(Path folder, String name, String label, byte[] content)
      throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, text));
  }
}
