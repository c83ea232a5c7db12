package dev.millrace.mlflow.api;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Which servers are believed to be who they say. */
final class Trust {
  private Trust() {}

  /**
   * @param authority PEM file of the trusted authorities; null for those of Java
   */
  static SSLContext context(@Nullable Path authority) {
    try {
      if (authority == null) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(authority));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  private static KeyStore store(Path pem) throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int n = 0;
      for (Certificate certificate : certificates(pem)) {
        store.setCertificateEntry("authority-" + n++, certificate);
      }
      return store;
    } catch (IOException e) {
      throw Io.fault(pem, e);
    }
  }

  private static Collection<? extends Certificate> certificates(Path pem)
      throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(pem)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (!found.isEmpty()) {
        return found;
      }
    } catch (CertificateException e) {
      throw noCertificates(pem, e);
    }
    throw noCertificates(pem, null);
  }

  private static MillraceException noCertificates(Path pem, @Nullable Throwable cause) {
    return new MillraceException(
        ErrorCode.ARGUMENT_INVALID,
        pem + ": expected certificates in PEM (-----BEGIN CERTIFICATE-----).",
        "Name the file with the certificate of the authority, not that of a key.",
        cause);
  }
}
