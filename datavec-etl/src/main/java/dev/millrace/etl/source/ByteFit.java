package dev.millrace.etl.source;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;

/**
 * How well the bytes of a file fit an encoding.
 *
 * @param multibyte bytes beyond the first of characters that fit; in UTF-8 a sign that the file
 *     really is UTF-8
 * @param misfits bytes that fit no character
 * @param first offset of the first of them, from 0; -1 without any
 */
record ByteFit(long multibyte, long misfits, long first) {
  private static final int BLOCK = 1 << 16;

  /** Decodes the whole file in constant memory. */
  static ByteFit of(Path file, Charset charset, int mark) {
    try (InputStream in = TextEncoding.open(file)) {
      in.skipNBytes(mark);
      return new Count(charset, mark).over(in);
    } catch (IOException e) {
      throw TextEncoding.unpacked(file, e);
    }
  }

  /** The error that names the line and the byte of the first misfit. */
  MillraceException fault(Path file, Charset charset) {
    long line = 1;
    long column = 1;
    int culprit = 0;
    try (InputStream in = new java.io.BufferedInputStream(TextEncoding.open(file))) {
      for (long i = 0; i < first; i++) {
        column++;
        if (in.read() == '\n') {
          line++;
          column = 1;
        }
      }
      culprit = in.read();
    } catch (IOException e) {
      throw TextEncoding.unpacked(file, e);
    }
    String other = charset.name().equals("UTF-8") ? "windows-1252" : "ISO-8859-1";
    return new MillraceException(
        ErrorCode.SOURCE_UNREADABLE,
        String.format(
            "%s: expected %s text, but line %d has byte 0x%02X at position %d, which is none.",
            file, charset.name(), line, culprit & 0xFF, column),
        "Save the file as UTF-8, or name its encoding in the source, for example 'encoding: "
            + other
            + "'.");
  }

  /** Runs a decoder over a stream, block by block. */
  private static final class Count {
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
    private final CharBuffer chars = CharBuffer.allocate(BLOCK);
    private long consumed;
    private long produced;
    private long misfits;
    private long first = -1;

    Count(Charset charset, int mark) {
      consumed = mark;
      decoder =
          charset
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    ByteFit over(InputStream in) throws IOException {
      long start = consumed;
      boolean more = true;
      while (more) {
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        more = n >= 0;
        bytes.position(bytes.position() + Math.max(n, 0)).flip();
        decode(!more);
        bytes.compact();
      }
      return new ByteFit(consumed - start - misfits - produced, misfits, first);
    }

    private void decode(boolean last) {
      while (true) {
        int before = bytes.position();
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, last);
        consumed += bytes.position() - before;
        produced += chars.position();
        if (result.isError()) {
          first = first < 0 ? consumed : first;
          misfits += result.length();
          consumed += result.length();
          bytes.position(bytes.position() + result.length());
        } else if (result.isUnderflow()) {
          return;
        }
      }
    }
  }
}
