package dev.millrace.serving.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.config.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsFilesTest {
  @TempDir static Path folder;
  private static TestPem.Pair rsa;
  private static TestPem.Pair ec;

  @BeforeAll
  static void makeCertificates() throws Exception {
    rsa = TestPem.certificate(folder, "rsa", "RSA", "-1d");
    ec = TestPem.certificate(folder, "ec", "EC", "-1d");
  }

  @Test
  void files_that_belong_together_are_fine_and_an_end_within_two_weeks_is_a_warning() {
    assertThat(TlsFiles.check(new Tls(ec.certificate(), ec.key(), rsa.certificate())))
        .hasSize(2)
        .allMatch(warning -> warning.contains("the certificate of CN=localhost ends on "));
  }

  @Test
  void a_key_of_another_certificate_is_refused() throws Exception {
    TestPem.Pair other = TestPem.certificate(folder, "other", "EC", "-1d");

    assertRefused(new Tls(ec.certificate(), other.key(), null), "this is not the key of the first");
    assertRefused(new Tls(rsa.certificate(), ec.key(), null), "this is not the key of the first");
  }

  @Test
  void a_certificate_that_ended_or_has_not_begun_is_refused() {
    Tls files = new Tls(rsa.certificate(), rsa.key(), null);

    assertThatThrownBy(() -> TlsFiles.check(files, after(Duration.ofDays(30))))
        .hasMessageContaining("the certificate of CN=localhost ended on ");
    assertThatThrownBy(() -> TlsFiles.check(files, after(Duration.ofDays(-30))))
        .hasMessageContaining("the certificate of CN=localhost begins on ");
  }

  @Test
  void each_wrong_file_is_named_with_what_to_do() throws IOException {
    Path missing = folder.resolve("missing.pem");
    Path old = Files.writeString(folder.resolve("old.pem"), pem("RSA PRIVATE KEY", "AAAA"));
    Path text = Files.writeString(folder.resolve("text.pem"), "no PEM at all");
    Path broken = Files.writeString(folder.resolve("broken.pem"), pem("CERTIFICATE", "AAAA"));

    assertRefused(new Tls(missing, rsa.key(), null), "There is no file " + missing);
    assertRefused(
        new Tls(rsa.key(), rsa.key(), null),
        rsa.key() + ": expected 'BEGIN CERTIFICATE', but found 'BEGIN PRIVATE KEY'.");
    assertRefused(
        new Tls(rsa.certificate(), old, null),
        old + ": expected 'BEGIN PRIVATE KEY', but found 'BEGIN RSA PRIVATE KEY'.");
    assertRefused(new Tls(text, rsa.key(), null), text + ": expected '-----BEGIN …-----' blocks.");
    assertRefused(new Tls(broken, rsa.key(), null), broken + ": what stands between BEGIN and END");
    assertThatThrownBy(() -> TlsFiles.check(new Tls(rsa.certificate(), old, null)))
        .extracting(error -> ((MillraceException) error).hint())
        .asString()
        .contains("openssl pkcs8 -topk8");
  }

  private static String pem(String label, String content) {
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, content);
  }

  private static Clock after(Duration time) {
    return Clock.offset(Clock.systemUTC(), time);
  }

  private static void assertRefused(Tls tls, String message) {
    assertThatThrownBy(() -> TlsFiles.check(tls))
        .isInstanceOf(MillraceException.class)
        .hasMessageStartingWith(message.startsWith("this") ? tls.key() + ": " + message : message);
  }
}
