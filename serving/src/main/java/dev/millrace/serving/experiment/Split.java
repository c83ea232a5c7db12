package dev.millrace.serving.experiment;

import java.nio.charset.StandardCharsets;

/**
 * Which rows a challenger gets. A key's place in [0, 1) is its SipHash-2-4 divided by 2⁶⁴ (53 bits
 * of it), under a hash key made of the salt; the rows whose place is below the share are the
 * challenger's. So a key always falls the same way, on every replica, and a greater share only adds
 * rows. Immutable.
 */
final class Split {
  private final double share;
  private final SipHash hash;

  Split(double share, String salt) {
    this.share = share;
    byte[] bytes = salt.getBytes(StandardCharsets.UTF_8);
    this.hash = new SipHash(new SipHash(0, 0).hash(bytes), new SipHash(0, 1).hash(bytes));
  }

  Arm armOf(String key) {
    return armOf(hash.hash(key.getBytes(StandardCharsets.UTF_8)));
  }

  /** By a well-mixed number, where a row has no key. */
  Arm armOf(long random) {
    return (random >>> 11) * 0x1p-53 < share ? Arm.CHALLENGER : Arm.CHAMPION;
  }
}
