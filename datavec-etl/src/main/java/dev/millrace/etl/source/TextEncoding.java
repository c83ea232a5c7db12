package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Suggestions;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a text file become characters, proven over the whole file: a byte that does not
 * fit is found here, with its place, and not as a strange letter in a model.
 *
 * @param charset the encoding
 * @param mark bytes of the byte order mark at the front
 */
record TextEncoding(Charset charset, int mark) {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int HEAD_BYTES = 1 << 16;
  private static final int MARK_BYTES = 3;
  private static final List<String> COMMON =
      List.of("UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "ISO-8859-1", "ISO-8859-15");

  /**
   * Finds the encoding: byte order mark, else the declared one, else UTF-16 by its zero bytes,
   * UTF-8 where all bytes fit, or windows-1252. A file that is UTF-8 but for a few bytes is broken
   * UTF-8, not windows-1252.
   *
   * @throws MillraceException {@code SOURCE_UNREADABLE} naming file, line and byte
   */
  static TextEncoding detect(Path file, @Nullable String declared) {
    byte[] head = head(file);
    TextEncoding marked = byMark(head);
    if (marked != null) {
      return marked.proven(file);
    }
    if (declared != null) {
      return new TextEncoding(charset(file, declared), 0).proven(file);
    }
    Charset wide = byZeros(file, head);
    if (wide != null) {
      return new TextEncoding(wide, 0).proven(file);
    }
    ByteFit utf8 = ByteFit.of(file, StandardCharsets.UTF_8, 0);
    if (utf8.misfits() == 0 || utf8.multibyte() >= utf8.misfits()) {
      return new TextEncoding(StandardCharsets.UTF_8, 0).accepted(file, utf8);
    }
    return new TextEncoding(WINDOWS, 0).proven(file);
  }

  /** Whether DuckDB can read the file as it is. */
  boolean isPlainUtf8() {
    return charset.equals(StandardCharsets.UTF_8) && mark == 0;
  }

  /** The text of the file's bytes. */
  BufferedReader reader(InputStream bytes) throws IOException {
    bytes.skipNBytes(mark);
    return new BufferedReader(new InputStreamReader(bytes, charset), 1 << 16);
  }

  /** The bytes of a file, unpacked where its name ends in {@code .gz}. */
  static InputStream open(Path file) throws IOException {
    return unpack(file, Files.newInputStream(file));
  }

  /** As above; the task sees the bytes of the file go by, packed as they are. */
  static InputStream open(Path file, Progress.Task task) throws IOException {
    return unpack(file, new CountedStream(Files.newInputStream(file), task));
  }

  private static InputStream unpack(Path file, InputStream raw) throws IOException {
    return isPacked(file) ? new GZIPInputStream(raw, 1 << 16) : raw;
  }

  static boolean isPacked(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  private TextEncoding proven(Path file) {
    return accepted(file, ByteFit.of(file, charset, mark));
  }

  private TextEncoding accepted(Path file, ByteFit fit) {
    if (fit.misfits() > 0) {
      throw fit.fault(file, charset);
    }
    return this;
  }

  private static @Nullable TextEncoding byMark(byte[] head) {
    if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
      return new TextEncoding(StandardCharsets.UTF_8, MARK_BYTES);
    }
    if (startsWith(head, 0xFF, 0xFE)) {
      return new TextEncoding(StandardCharsets.UTF_16LE, 2);
    }
    return startsWith(head, 0xFE, 0xFF) ? new TextEncoding(StandardCharsets.UTF_16BE, 2) : null;
  }

  private static boolean startsWith(byte[] head, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Latin text in UTF-16 has a zero in every second byte; other text has none at all. */
  private static @Nullable Charset byZeros(Path file, byte[] head) {
    int[] zeros = new int[2];
    int first = -1;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        zeros[i & 1]++;
        first = first < 0 ? i : first;
      }
    }
    if (first < 0) {
      return null;
    }
    int many = head.length / 8;
    if (zeros[1] > many && zeros[0] <= zeros[1] / 8) {
      return StandardCharsets.UTF_16LE;
    }
    if (zeros[0] > many && zeros[1] <= zeros[0] / 8) {
      return StandardCharsets.UTF_16BE;
    }
    throw new MillraceException(
        ErrorCode.SOURCE_UNREADABLE,
        file + ": expected text, but byte " + (first + 1) + " is zero, as in a binary file.",
        "Name what the file is: 'type: parquet', 'type: json', or 'type: reader' with a class.");
  }

  private static Charset charset(Path file, String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new MillraceException(
          ErrorCode.SOURCE_UNREADABLE,
          file + ": there is no encoding '" + name + "'." + Suggestions.didYouMean(name, COMMON),
          "Write for example UTF-8, UTF-16, ISO-8859-1 or windows-1252.",
          e);
    }
  }

  private static byte[] head(Path file) {
    try (InputStream in = open(file)) {
      return in.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      throw unpacked(file, e);
    }
  }

  /** The error for bytes that cannot be read or unpacked. */
  static MillraceException unpacked(Path file, IOException cause) {
    if (isPacked(file)
        && (cause instanceof java.util.zip.ZipException || cause instanceof java.io.EOFException)) {
      return new MillraceException(
          ErrorCode.SOURCE_UNREADABLE,
          file + " is not a whole gzip file: " + cause.getMessage() + ".",
          "It was cut short or is not gzip; copy it again.",
          cause);
    }
    return Io.fault(file, cause);
  }
}
