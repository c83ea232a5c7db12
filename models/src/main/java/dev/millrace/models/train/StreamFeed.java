package dev.millrace.models.train;

import dev.millrace.contract.support.Seeds;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Mini-batches from a source larger than memory: each row is drawn at random from a buffer that the
 * next row of the source refills. The source itself is in shuffled order already, so the buffer
 * only has to keep epochs from being alike.
 */
final class StreamFeed implements BatchFeed {
  private final EncodedSource source;
  private final Targets targets;
  private final int width;
  private final float[] features;
  private final float[] labels;
  private int held;
  private SplittableRandom random = new SplittableRandom(0);
  private @Nullable EncodedRows blocks;
  private int nextInBlock;

  /**
   * @param capacity rows of the buffer, at least 1
   */
  StreamFeed(EncodedSource source, Targets targets, int capacity) {
    this.source = source;
    this.targets = targets;
    this.width = source.width();
    this.features = new float[Math.multiplyExact(capacity, width)];
    this.labels = new float[capacity];
  }

  @Override
  public void startEpoch(Seeds seeds) {
    close();
    EncodedRows fresh = EncodedRows.open(source);
    blocks = fresh;
    nextInBlock = 0;
    random = seeds.random();
    held = 0;
    while (held < labels.length && read(fresh, held)) {
      held++;
    }
  }

  @Override
  public void fill(Batch batch) {
    if (blocks == null) {
      throw new IllegalStateException("no epoch was started");
    }
    for (int row = 0; row < batch.rows(); row++) {
      if (held == 0) {
        throw new IllegalStateException("the source gave fewer rows than it announced");
      }
      int drawn = random.nextInt(held);
      System.arraycopy(features, drawn * width, batch.features(), row * width, width);
      targets.set(batch, row, labels[drawn]);
      if (!read(blocks, drawn)) {
        held--;
        move(held, drawn);
      }
    }
  }

  @Override
  public void close() {
    if (blocks != null) {
      blocks.close();
      blocks = null;
    }
  }

  /** Puts the source's next row into a place of the buffer; false at the end of the source. */
  private boolean read(EncodedRows from, int place) {
    if (nextInBlock == from.rows()) {
      if (!from.next()) {
        return false;
      }
      nextInBlock = 0;
    }
    System.arraycopy(from.features(), nextInBlock * width, features, place * width, width);
    labels[place] = from.labels()[nextInBlock++];
    return true;
  }

  private void move(int from, int to) {
    System.arraycopy(features, from * width, features, to * width, width);
    labels[to] = labels[from];
  }
}
