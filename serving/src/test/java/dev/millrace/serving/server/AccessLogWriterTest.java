package dev.millrace.serving.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.config.AccessLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AccessLogWriterTest {
  private final AtomicLong lost = new AtomicLong();
  private final CountDownLatch failed = new CountDownLatch(1);

  /** A disk with room for a part of the first line; then somebody makes more. */
  private static final class Disk extends OutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void write(int one) {
      throw new IllegalStateException("line by line");
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (written.size() == 0) {
        written.write(bytes, from, 6);
        throw new IOException("No space left on device");
      }
      written.write(bytes, from, length);
    }

    String text() {
      return written.toString(StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_line_that_standard_output_does_not_take_is_counted_and_the_next_one_begins_anew()
      throws Exception {
    Disk disk = new Disk();
    try (AccessLogWriter log =
        new AccessLogWriter(AccessLog.STANDARD_OUTPUT, disk, this::countLost)) {
      log.add("{\"path\":\"/first\"}");
      assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(lost).hasValue(1);
      log.add("{\"path\":\"/second\"}");
    }
    assertThat(disk.text()).isEqualTo("{\"path\n{\"path\":\"/second\"}\n");
    assertThat(lost).hasValue(1);
  }

  private void countLost(long lines) {
    lost.addAndGet(lines);
    failed.countDown();
  }
}
