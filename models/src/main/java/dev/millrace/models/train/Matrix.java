package dev.millrace.models.train;

/**
 * All encoded rows of a source in memory.
 *
 * @param features row-major {@code [rows, width]}
 * @param labels 1 or 0 of each row
 */
record Matrix(int rows, int width, float[] features, float[] labels) {

  /** Whether a source's rows fit into that many bytes, and into an array. */
  static boolean fits(EncodedSource source, long bytes) {
    long values = source.rows() * (source.width() + 1L);
    return values * Float.BYTES <= bytes && values < Integer.MAX_VALUE - 8;
  }

  static Matrix read(EncodedSource source) {
    int rows = Math.toIntExact(source.rows());
    int width = source.width();
    Matrix matrix = new Matrix(rows, width, new float[rows * width], new float[rows]);
    int at = 0;
    try (EncodedRows blocks = EncodedRows.open(source)) {
      while (blocks.next()) {
        System.arraycopy(blocks.features(), 0, matrix.features, at * width, blocks.rows() * width);
        System.arraycopy(blocks.labels(), 0, matrix.labels, at, blocks.rows());
        at += blocks.rows();
      }
    }
    if (at != rows) {
      throw new IllegalStateException("the source announced " + rows + " rows but gave " + at);
    }
    return matrix;
  }
}
