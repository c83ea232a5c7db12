package dev.millrace.models.fused;

/**
 * The linear part of a layer for a fixed number of rows. Sums and deltas are unit by unit {@code
 * [out, rows]}, so that loops over one unit run through memory in order. Not thread-safe.
 */
final class Linear implements AutoCloseable {
  final int in;
  final int out;
  final int rows;
  final NativeFloats sums;
  final NativeFloats delta;
  private final NativeFloats weights;
  private final NativeFloats gradient;
  private final Moments weightMoments;
  private final float[] bias;
  private final float[] biasGradient;
  private final Moments biasMoments;

  Linear(int in, int out, int rows) {
    this.in = in;
    this.out = out;
    this.rows = rows;
    sums = new NativeFloats(out * rows);
    delta = new NativeFloats(out * rows);
    weights = new NativeFloats(out * in);
    gradient = new NativeFloats(out * in);
    weightMoments = new Moments(out * in);
    bias = new float[out];
    biasGradient = new float[out];
    biasMoments = new Moments(out);
  }

  int parameters() {
    return out * in + out;
  }

  /** Fills {@link #sums} from rows of features {@code [rows, in]}. */
  void forwardRows(NativeFloats features) {
    Gemm.productTransposed(weights, features, sums, out, rows, in);
    addBias();
  }

  /** Fills {@link #sums} from the units of another layer {@code [in, rows]}. */
  void forwardUnits(NativeFloats units) {
    Gemm.product(weights, units, sums, out, rows, in);
    addBias();
  }

  /** Fills the gradients from {@link #delta}'s array and what {@link #forwardRows} was given. */
  void backwardRows(NativeFloats features) {
    delta.push();
    Gemm.product(delta, features, gradient, out, in, rows);
    finishGradients();
  }

  /** Fills the gradients from {@link #delta}'s array and what {@link #forwardUnits} was given. */
  void backwardUnits(NativeFloats units) {
    delta.push();
    Gemm.productTransposed(delta, units, gradient, out, in, rows);
    finishGradients();
  }

  /** The loss's gradient by what {@link #forwardUnits} was given; after the gradients. */
  void inputDelta(NativeFloats into) {
    Gemm.transposedProduct(weights, delta, into, in, rows, out);
    into.pull();
  }

  void update(AdamRule rule, float correctedRate, float shrink) {
    rule.apply(
        weights.array,
        gradient.array,
        weightMoments.mean,
        weightMoments.square,
        correctedRate,
        shrink);
    rule.apply(bias, biasGradient, biasMoments.mean, biasMoments.square, correctedRate, 0);
    weights.push();
  }

  /** Copies from or to the network's flat arrays: parameters, Adam's means, Adam's squares. */
  void exchange(float[] parameters, float[] mean, float[] square, int at, boolean read) {
    copy(weights.array, parameters, at, read);
    copy(weightMoments.mean, mean, at, read);
    copy(weightMoments.square, square, at, read);
    copy(bias, parameters, at + weights.array.length, read);
    copy(biasMoments.mean, mean, at + weights.array.length, read);
    copy(biasMoments.square, square, at + weights.array.length, read);
    weights.push();
  }

  private static void copy(float[] ours, float[] theirs, int at, boolean read) {
    if (read) {
      System.arraycopy(theirs, at, ours, 0, ours.length);
    } else {
      System.arraycopy(ours, 0, theirs, at, ours.length);
    }
  }

  private void addBias() {
    sums.pull();
    for (int unit = 0; unit < out; unit++) {
      float b = bias[unit];
      int end = (unit + 1) * rows;
      for (int i = unit * rows; i < end; i++) {
        sums.array[i] += b;
      }
    }
  }

  private void finishGradients() {
    gradient.pull();
    for (int unit = 0; unit < out; unit++) {
      biasGradient[unit] = sum(delta.array, unit * rows, (unit + 1) * rows);
    }
  }

  /** In four chains: an addition takes several cycles, and Java keeps the order it is given. */
  private static float sum(float[] values, int from, int to) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    for (; i < to; i++) {
      a += values[i];
    }
    return a + b + (c + d);
  }

  @Override
  public void close() {
    sums.close();
    delta.close();
    weights.close();
    gradient.close();
  }

  /** Adam's memory of each parameter. */
  private static final class Moments {
    final float[] mean;
    final float[] square;

    Moments(int size) {
      mean = new float[size];
      square = new float[size];
    }
  }
}
