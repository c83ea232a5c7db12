package dev.millrace.serving.auth;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads keys and certificates in PEM (RFC 7468), and says what is wrong with a file. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");
  private static final int P256_BITS = 256;

  private record Block(String label, byte[] content) {}

  private Pem() {}

  /** The key of an RSA or P-256 public key or certificate. */
  static PublicKey publicKey(Path file) {
    Block block = blocks(file).get(0);
    PublicKey key =
        switch (block.label) {
          case "PUBLIC KEY" -> publicKey(file, block);
          case "CERTIFICATE" -> certificate(file, block).getPublicKey();
          default ->
              throw invalid(
                  file,
                  "expected 'BEGIN PUBLIC KEY', but found 'BEGIN " + block.label + "'",
                  "Write the public key with: openssl pkey -in KEY -pubout");
        };
    boolean fits =
        key instanceof ECKey ec
            ? ec.getParams().getOrder().bitLength() == P256_BITS
            : key.getAlgorithm().equals("RSA");
    if (!fits) {
      throw invalid(
          file,
          "expected an RSA key or one on the curve P-256",
          "Give the key that the issuer signs RS256 or ES256 with.");
    }
    return key;
  }

  /** All certificates of a file, in its order; at least one. */
  static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(file)) {
      if (block.label.equals("CERTIFICATE")) {
        certificates.add(certificate(file, block));
      }
    }
    if (certificates.isEmpty()) {
      throw invalid(
          file,
          "expected 'BEGIN CERTIFICATE', but found 'BEGIN " + blocks(file).get(0).label + "'",
          "Give the file of the certificate, not that of the key.");
    }
    return certificates;
  }

  /** A private key in PKCS #8. */
  static PrivateKey privateKey(Path file) {
    List<Block> blocks = blocks(file);
    for (Block block : blocks) {
      if (block.label.equals("PRIVATE KEY")) {
        return privateKey(file, block);
      }
    }
    String found = blocks.get(0).label;
    throw invalid(
        file,
        "expected 'BEGIN PRIVATE KEY', but found 'BEGIN " + found + "'",
        found.endsWith("PRIVATE KEY")
            ? "Convert it with: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW_KEY"
            : "Give the file of the private key.");
  }

  private static List<Block> blocks(Path file) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text(file));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), content(file, matcher.group(2))));
    }
    if (blocks.isEmpty()) {
      throw invalid(
          file, "expected '-----BEGIN …-----' blocks", "Give a PEM file; DER files are not read.");
    }
    return blocks;
  }

  private static byte[] content(Path file, String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw broken(file, e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static X509Certificate certificate(Path file, Block block) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.content));
    } catch (GeneralSecurityException e) {
      throw broken(file, e);
    }
  }

  private static PublicKey publicKey(Path file, Block block) {
    return (PublicKey)
        ofAnyAlgorithm(file, f -> f.generatePublic(new X509EncodedKeySpec(block.content)));
  }

  private static PrivateKey privateKey(Path file, Block block) {
    return (PrivateKey)
        ofAnyAlgorithm(file, f -> f.generatePrivate(new PKCS8EncodedKeySpec(block.content)));
  }

  private interface Reading {
    java.security.Key with(KeyFactory factory) throws GeneralSecurityException;
  }

  /** The encoding names its algorithm, but Java's factories take only their own. */
  private static java.security.Key ofAnyAlgorithm(Path file, Reading reading) {
    GeneralSecurityException last = new GeneralSecurityException("no algorithm");
    for (String algorithm : ALGORITHMS) {
      try {
        return reading.with(KeyFactory.getInstance(algorithm));
      } catch (GeneralSecurityException e) {
        last = e;
      }
    }
    throw broken(file, last);
  }

  private static MillraceException broken(Path file, Exception cause) {
    return new MillraceException(
        ErrorCode.ARGUMENT_INVALID,
        file + ": what stands between BEGIN and END cannot be read: " + cause.getMessage(),
        "The file is damaged or of a kind that Java does not know; make it again.",
        cause);
  }

  static MillraceException invalid(Path file, String problem, String hint) {
    return new MillraceException(ErrorCode.ARGUMENT_INVALID, file + ": " + problem + ".", hint);
  }
}
