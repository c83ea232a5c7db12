package dev.millrace.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SipHashTest {
  /** Key bytes 0, 1, …, 15, as two numbers in little-endian order. */
  private static final SipHash HASH = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  /** Of the inputs of 0 to 23 bytes 0, 1, 2, …, as the authors' own program gives them. */
  private static final long[] VECTORS = {
    0x726fdb47dd0e0e31L, 0x74f839c593dc67fdL, 0x0d6c8009d9a94f5aL, 0x85676696d7fb7e2dL,
    0xcf2794e0277187b7L, 0x18765564cd99a68dL, 0xcbc9466e58fee3ceL, 0xab0200f58b01d137L,
    0x93f5f5799a932462L, 0x9e0082df0ba9e4b0L, 0x7a5dbbc594ddb9f3L, 0xf4b32f46226bada7L,
    0x751e8fbc860ee5fbL, 0x14ea5627c0843d90L, 0xf723ca908e7af2eeL, 0xa129ca6149be45e5L,
    0x3f2acc7f57c29bdbL, 0x699ae9f52cbe4794L, 0x4bc1b3f0968dd39cL, 0xbb6dc91da77961bdL,
    0xbed65cf21aa2ee98L, 0xd0f2cbb02e3b67c7L, 0x93536795e3a33e88L, 0xa80c038ccd5ccec8L,
  };

  @Test
  void hashes_as_the_reference_does() {
    for (int length = 0; length < VECTORS.length; length++) {
      byte[] input = new byte[length];
      for (int at = 0; at < length; at++) {
        input[at] = (byte) at;
      }
      assertThat(HASH.hash(input)).as("%d bytes", length).isEqualTo(VECTORS[length]);
    }
  }

  /** Appendix A of the paper. */
  @Test
  void hashes_the_example_of_the_paper() {
    byte[] input = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

    assertThat(HASH.hash(input)).isEqualTo(0xa129ca6149be45e5L);
  }

  @Test
  void what_stands_behind_the_length_does_not_count() {
    byte[] input = {0, 1, 2, 99, 98, 97, 96, 95, 94, 93};

    assertThat(HASH.hash(input, 3)).isEqualTo(VECTORS[3]);
  }
}
