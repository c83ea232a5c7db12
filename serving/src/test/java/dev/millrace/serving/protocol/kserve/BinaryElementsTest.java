package dev.millrace.serving.protocol.kserve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.request.Refusal;
import io.vertx.core.buffer.Buffer;
import java.math.BigInteger;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryElementsTest {
  @Test
  void unsigned_numbers_keep_their_size() throws Refusal {
    assertThat(allOnes(Datatype.UINT8)).isEqualTo(255);
    assertThat(allOnes(Datatype.UINT16)).isEqualTo(65_535);
    assertThat(allOnes(Datatype.UINT32)).isEqualTo(4_294_967_295L);
    assertThat(allOnes(Datatype.UINT64)).isEqualTo(new BigInteger("18446744073709551615"));
  }

  @Test
  void signed_numbers_keep_their_sign() throws Refusal {
    assertThat(allOnes(Datatype.INT8)).isEqualTo(-1);
    assertThat(allOnes(Datatype.INT16)).isEqualTo(-1);
    assertThat(allOnes(Datatype.INT32)).isEqualTo(-1);
    assertThat(allOnes(Datatype.INT64)).isEqualTo(-1L);
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16", "FP32", "FP64"})
  void all_ones_are_no_number(Datatype type) throws Refusal {
    assertThat(allOnes(type)).isEqualTo(Double.NaN);
  }

  @ParameterizedTest
  @EnumSource
  void what_is_read_is_of_its_datatype(Datatype type) throws Refusal {
    assertThat(JsonElement.problem(type, allOnes(type))).isNull();
  }

  /** Values by NumPy: {@code np.uint16(bits).view(np.float16)}. */
  @ParameterizedTest
  @CsvSource({
    "0x0000, 0.0",
    "0x8000, -0.0",
    "0x0001, 5.960464477539063e-08",
    "0x03ff, 6.097555160522461e-05",
    "0x0400, 6.103515625e-05",
    "0x3c00, 1.0",
    "0xc000, -2.0",
    "0x3555, 0.333251953125",
    "0x7bff, 65504.0",
    "0x7c00, Infinity",
    "0xfc00, -Infinity",
    "0x7e00, NaN",
  })
  void half_precision_is_read(String bits, Double value) {
    assertThat(HalfPrecision.number(Integer.decode(bits))).isEqualTo(value);
  }

  private static Object allOnes(Datatype type) throws Refusal {
    Buffer bytes = Buffer.buffer();
    for (int i = 0; i < Math.max(4, type.size()); i++) {
      bytes.appendByte((byte) (type == Datatype.BYTES ? 0 : 0xff));
    }
    Buffer one = type.size() == 0 ? bytes : bytes.slice(0, type.size());
    return Objects.requireNonNull(new BinaryElements("x", type, one).read(1).get(0));
  }
}
