package dev.millrace.models.train;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encoded rows, read once: on the heap, or in a {@link SpillFile} where they take more memory than
 * they may. Whoever reads them cannot tell the difference. Labels are on the heap in any case.
 * Immutable; rows may be read by several threads at once until it is closed.
 */
final class Matrix implements AutoCloseable {
  /** Of one mapping or array; both end at 2³¹. */
  private static final long SEGMENT_BYTES = 1L << 30;

  private final int width;
  private final float[] labels;
  private final int rowsPerSegment;
  private final List<FloatBuffer> segments;
  private final @Nullable SpillFile file;
  private volatile boolean closed;

  private Matrix(
      int width,
      float[] labels,
      int rowsPerSegment,
      List<FloatBuffer> segments,
      @Nullable SpillFile file) {
    this.width = width;
    this.labels = labels;
    this.rowsPerSegment = rowsPerSegment;
    this.segments = List.copyOf(segments);
    this.file = file;
  }

  /**
   * Reads all rows of sources, one source after another.
   *
   * @param sources at least one, all of the same width
   * @param bytes that the rows may take on the heap
   */
  static Matrix read(List<EncodedSource> sources, long bytes) {
    return read(sources, bytes, SEGMENT_BYTES);
  }

  /**
   * As above.
   *
   * @param segmentBytes most bytes in one piece, but a row at least
   */
  static Matrix read(List<EncodedSource> sources, long bytes, long segmentBytes) {
    int rows = Math.toIntExact(sources.stream().mapToLong(EncodedSource::rows).sum());
    int width = sources.get(0).width();
    int perSegment = (int) Math.max(1, Math.min(rows, segmentBytes / (width * (long) Float.BYTES)));
    float[] labels = new float[rows];
    if (bytes(rows, width) <= bytes) {
      return new Matrix(width, labels, perSegment, onHeap(sources, labels, perSegment), null);
    }
    SpillFile file = SpillFile.create();
    try {
      return new Matrix(
          width, labels, perSegment, spilled(sources, labels, perSegment, file), file);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  int rows() {
    return labels.length;
  }

  /** Features of a row. */
  int width() {
    return width;
  }

  /** 1 or 0. */
  float label(int row) {
    return labels[row];
  }

  /** What it takes of the heap, about. */
  long heapBytes() {
    return file == null ? bytes(rows(), width) : (long) rows() * Float.BYTES;
  }

  /** Copies the features of one row to a place of an array. */
  void copy(int row, float[] into, int at) {
    if (closed) {
      throw new IllegalStateException("these rows were closed");
    }
    segments.get(row / rowsPerSegment).get(row % rowsPerSegment * width, into, at, width);
  }

  /** The features of consecutive rows, row-major {@code [rows, width]}. */
  float[] block(int from, int rows) {
    float[] block = new float[rows * width];
    for (int row = 0; row < rows; row++) {
      copy(from + row, block, row * width);
    }
    return block;
  }

  /** Deletes the file, if there is one. Rows cannot be read any more. */
  @Override
  public void close() {
    if (file != null && !closed) {
      file.close();
    }
    closed = true;
  }

  private static long bytes(int rows, int width) {
    return rows * (width + 1L) * Float.BYTES;
  }

  private static List<FloatBuffer> onHeap(
      List<EncodedSource> sources, float[] labels, int perSegment) {
    int width = sources.get(0).width();
    List<FloatBuffer> segments = new ArrayList<>();
    for (int from = 0; from < labels.length; from += perSegment) {
      segments.add(FloatBuffer.allocate(Math.min(perSegment, labels.length - from) * width));
    }
    pass(
        sources,
        labels,
        (first, rows, features) -> {
          for (int row = 0; row < rows; row++) {
            FloatBuffer segment = segments.get((first + row) / perSegment);
            segment.put(features, row * width, width);
          }
        });
    return segments;
  }

  private static List<FloatBuffer> spilled(
      List<EncodedSource> sources, float[] labels, int perSegment, SpillFile file) {
    int width = sources.get(0).width();
    pass(sources, labels, (first, rows, features) -> file.append(features, rows * width));
    List<FloatBuffer> segments = new ArrayList<>();
    for (int from = 0; from < labels.length; from += perSegment) {
      int rows = Math.min(perSegment, labels.length - from);
      segments.add(file.map((long) from * width, rows * width));
    }
    return segments;
  }

  /** Takes a block of rows. */
  @FunctionalInterface
  private interface Taker {
    void take(int first, int rows, float[] features);
  }

  private static void pass(List<EncodedSource> sources, float[] labels, Taker taker) {
    int at = 0;
    for (EncodedSource source : sources) {
      try (EncodedRows blocks = EncodedRows.open(source)) {
        while (blocks.next()) {
          System.arraycopy(blocks.labels(), 0, labels, at, blocks.rows());
          taker.take(at, blocks.rows(), blocks.features());
          at += blocks.rows();
        }
      }
    }
    if (at != labels.length) {
      throw new IllegalStateException(
          "the source announced " + labels.length + " rows but gave " + at);
    }
  }
}
