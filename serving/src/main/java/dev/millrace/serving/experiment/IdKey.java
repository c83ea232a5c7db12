package dev.millrace.serving.experiment;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Io;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * The secret that ids are signed with: 128 bits. Replicas that take outcomes of each other's
 * predictions share one.
 */
public final class IdKey {
  private static final String FILE = "id.key";
  private static final int BYTES = 16;

  private final byte[] bytes;

  private IdKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * A key from the configuration.
   *
   * @param hex 32 hexadecimal digits
   * @throws MillraceException {@code ARGUMENT_INVALID} where it is anything else; without the text
   */
  public static IdKey of(String hex) {
    return parse(hex, "the key of prediction ids");
  }

  /** The key of a data folder, made at the first time; for its owner only. */
  static IdKey in(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        AtomicFiles.write(file, IdKey::create);
      }
      return parse(Files.readString(file, StandardCharsets.US_ASCII).strip(), file.toString());
    } catch (IOException e) {
      throw Io.fault(file, e);
    }
  }

  private static IdKey parse(String hex, String where) {
    if (!hex.matches("[0-9a-fA-F]{" + 2 * BYTES + "}")) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "Expected 32 hexadecimal digits for " + where + ".",
          "Make them with `openssl rand -hex 16`, the same for all replicas.");
    }
    return new IdKey(HexFormat.of().parseHex(hex));
  }

  private static void create(Path file) throws IOException {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    String text = HexFormat.of().formatHex(secret) + "\n";
    try (FileChannel out =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly())) {
      out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      out.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** As the paper reads a key. */
  SipHash signature() {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new SipHash(in.getLong(0), in.getLong(8));
  }
}
