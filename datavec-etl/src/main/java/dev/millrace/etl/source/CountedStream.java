package dev.millrace.etl.source;

import dev.millrace.contract.support.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a task how many bytes went by; marks are not supported. */
final class CountedStream extends FilterInputStream {
  private final Progress.Task task;

  CountedStream(InputStream in, Progress.Task task) {
    super(in);
    this.task = task;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      task.advance(1);
    }
    return b;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int n = in.read(bytes, from, length);
    if (n > 0) {
      task.advance(n);
    }
    return n;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
