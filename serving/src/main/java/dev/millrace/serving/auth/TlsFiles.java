package dev.millrace.serving.auth;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.serving.config.Tls;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks the files of HTTPS before anybody connects. */
public final class TlsFiles {
  private static final Duration SOON = Duration.ofDays(14);
  private static final byte[] PROBE = {'m', 'i', 'l', 'l', 'r', 'a', 'c', 'e'};

  private TlsFiles() {}

  /**
   * Checks that the files can be read, belong together and are valid now.
   *
   * @return warnings: a certificate that ends within two weeks
   * @throws MillraceException {@code ARGUMENT_INVALID} or {@code FILE_ACCESS} naming the file and
   *     what to do
   */
  public static List<String> check(Tls tls) {
    return check(tls, Clock.systemUTC());
  }

  static List<String> check(Tls tls, Clock clock) {
    List<X509Certificate> chain = Pem.certificates(tls.certificate());
    PrivateKey key = Pem.privateKey(tls.key());
    if (!belongTogether(chain.get(0).getPublicKey(), key)) {
      throw Pem.invalid(
          tls.key(),
          "this is not the key of the first certificate in " + tls.certificate(),
          "Give the two files that were made together; the server's own certificate stands first.");
    }
    List<String> warnings = new ArrayList<>();
    checkDates(tls.certificate(), chain, clock.instant(), warnings);
    if (tls.clientAuthority() != null) {
      checkDates(
          tls.clientAuthority(),
          Pem.certificates(tls.clientAuthority()),
          clock.instant(),
          warnings);
    }
    return warnings;
  }

  private static void checkDates(
      Path file, List<X509Certificate> certificates, Instant now, List<String> warnings) {
    for (X509Certificate certificate : certificates) {
      String name = certificate.getSubjectX500Principal().getName();
      Instant from = certificate.getNotBefore().toInstant();
      Instant to = certificate.getNotAfter().toInstant();
      if (now.isAfter(to)) {
        throw Pem.invalid(
            file, "the certificate of " + name + " ended on " + to, "Have it renewed.");
      }
      if (now.isBefore(from)) {
        throw Pem.invalid(
            file,
            "the certificate of " + name + " begins on " + from,
            "Look at the clock of this machine, or wait.");
      }
      if (now.plus(SOON).isAfter(to)) {
        warnings.add("%s: the certificate of %s ends on %s.".formatted(file, name, to));
      }
    }
  }

  /** What one signs the other must confirm. */
  private static boolean belongTogether(PublicKey certified, PrivateKey key) {
    if (!certified.getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(signatureFor(key));
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "The private key cannot sign: " + e.getMessage(),
          "Make a new pair; RSA of 2048 bits and the curve P-256 work everywhere.",
          e);
    }
  }

  private static String signatureFor(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm();
    };
  }
}
