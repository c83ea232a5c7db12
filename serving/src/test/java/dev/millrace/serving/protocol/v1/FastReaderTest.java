package dev.millrace.serving.protocol.v1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.serving.request.Refusal;
import dev.millrace.serving.request.RequestBody;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FastReaderTest {
  private static final int BODIES = 20;
  private static final int MAX_ROWS = 4;

  @Property(tries = 1000)
  void what_it_reads_is_what_the_general_reader_reads(@ForAll long seed) {
    RandomBodies random = new RandomBodies(seed);
    FeatureContract contract = random.contract();
    FastReader fast = new FastReader(contract);
    GeneralReader general = new GeneralReader(contract);
    for (int i = 0; i < BODIES; i++) {
      byte[] body = random.oddBody(contract);
      compare(contract, fast, general, body);
      compare(contract, fast, general, random.mutated(body));
    }
  }

  @Test
  void nearly_all_usual_bodies_are_read() {
    int good = 0;
    int read = 0;
    for (int seed = 0; seed < 100; seed++) {
      RandomBodies random = new RandomBodies(seed);
      FeatureContract contract = random.usualContract();
      FastReader fast = new FastReader(contract);
      GeneralReader general = new GeneralReader(contract);
      for (int i = 0; i < BODIES; i++) {
        RequestBody body = request(random.usualBody(contract));
        boolean isGood = readGenerally(contract, general, body) instanceof List;
        good += isGood ? 1 : 0;
        read += isGood && fast.read(body) ? 1 : 0;
      }
    }
    assertThat(good).isGreaterThan(1000);
    assertThat(read).isGreaterThan(good * 3 / 4); // the others have an escape in a name
  }

  private static void compare(
      FeatureContract contract, FastReader fast, GeneralReader general, byte[] bytes) {
    RequestBody body = request(bytes);
    if (fast.read(body)) {
      assertThat(content(fast, contract))
          .as(new String(bytes, StandardCharsets.UTF_8))
          .isEqualTo(readGenerally(contract, general, body));
    }
  }

  private static Object readGenerally(
      FeatureContract contract, GeneralReader general, RequestBody body) {
    try {
      return content(general.read(body), contract);
    } catch (Refusal refusal) {
      return refusal.problems() + refusal.message();
    }
  }

  /** All of it, numbers bit for bit. */
  private static List<@Nullable Object> content(V1Request request, FeatureContract contract) {
    List<@Nullable Object> content = new ArrayList<>();
    content.add(request.single());
    content.add(request.reasons());
    for (int row = 0; row < request.rows().rows(); row++) {
      content.add(request.key(row));
      for (int i = 0; i < contract.columns().size(); i++) {
        boolean numeric = contract.columns().get(i).isNumeric();
        content.add(numeric ? (Object) request.rows().number(i, row) : request.rows().text(i, row));
      }
    }
    return content;
  }

  private static RequestBody request(byte[] body) {
    return new RequestBody(Buffer.buffer(body), null, null, MAX_ROWS);
  }
}
