package dev.millrace.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.gpu.Preflight.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {

  @ParameterizedTest
  @CsvSource({
    "k80,     CUDA_11_6, true",
    "a100,    CUDA_11_6, true",
    "t4,      CUDA_11_6, true",
    "l4,      CUDA_11_6, true",
    "h200,    CUDA_11_6, false",
    "b200,    CUDA_11_6, false",
    "rtx5090, CUDA_11_6, false",
    "h200,    CUDA_11_2, true",
    "b200,    CUDA_11_2, true",
    "rtx5090, CUDA_11_2, true",
    "t4,      CUDA_11_2, true",
    "gtx780,  CUDA_11_2, false",
  })
  void a_card_is_used_exactly_where_the_build_holds_code_for_it(
      String card, CudaBuild built, boolean usable) {
    assertThat(check(card, built).usable()).isEqualTo(usable);
  }

  @Test
  void a_card_newer_than_the_build_is_refused_with_the_profile_that_runs_on_it() {
    Verdict verdict = check("h200", CudaBuild.CUDA_11_6);

    assertThat(verdict.sentence())
        .isEqualTo(
            "NVIDIA H200 (compute capability 9.0, driver 570.86.15, 143156 of 143771 MiB free)"
                + " cannot run CUDA 11.6 (ND4J 1.0.0-M2.1), which this Millrace is built with: it"
                + " holds no code for compute capability 9.0. CUDA 11.2 (ND4J 1.0.0-M1.1) holds"
                + " PTX that the driver compiles for it at the first start (minutes, once; set"
                + " CUDA_CACHE_MAXSIZE=4294967296 so that it is kept).");
    assertThat(verdict.advice())
        .isEqualTo("Start Millrace with MILLRACE_BACKEND=cuda-ptx to rebuild it for the GPU.");
  }

  @Test
  void a_usable_card_under_a_build_for_the_processor_is_offered_with_its_profile() {
    Verdict verdict = check("a100", null);

    assertThat(verdict.usable()).isFalse();
    assertThat(verdict.sentence())
        .contains("can be used, but this Millrace is built for the processor")
        .contains("CUDA 11.6 (ND4J 1.0.0-M2.1) holds machine code for it");
    assertThat(verdict.advice()).contains("MILLRACE_BACKEND=cuda ");
  }

  @Test
  void a_card_older_than_every_build_is_refused() {
    assertThat(check("gtx780", CudaBuild.CUDA_11_6).sentence())
        .contains("GTX 780")
        .endsWith("is too old for every CUDA build of ND4J.");
  }

  @Test
  void a_driver_older_than_cuda_11_is_refused_with_the_version_needed() {
    Verdict verdict = check("v100", CudaBuild.CUDA_11_6);

    assertThat(verdict.usable()).isFalse();
    assertThat(verdict.sentence()).endsWith("needs driver 450.80.02 or newer for CUDA 11.");
  }

  @Test
  void a_card_that_others_have_filled_is_refused() {
    assertThat(check("rtx4090", CudaBuild.CUDA_11_6).sentence())
        .contains("412 of 24564 MiB free")
        .contains("too little free memory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "absent        | No GPU can be used: no NVIDIA driver (there is no nvidia-smi on the path).",
        "no_card       | No GPU can be used: nvidia-smi (exit code 6) said: No devices were found.",
        "old_driver    | No GPU can be used: the NVIDIA driver is too old to tell its cards'' compute"
            + " capability; update it.",
      })
  void a_machine_without_a_usable_driver_says_why(String recording, String sentence) {
    assertThat(check(recording, null).sentence()).isEqualTo(sentence.replace("''", "'"));
  }

  @Test
  void a_broken_driver_is_quoted() {
    assertThat(check("broken_driver", null).sentence())
        .contains("exit code 9")
        .contains("couldn't communicate with the NVIDIA driver");
  }

  @Test
  void several_cards_are_read_in_order_and_garbage_is_quoted() {
    CardReading two =
        NvidiaSmi.parse(
            0, "Tesla T4, 7.5, 525.1, 15360, 14927\nTesla K80, 3.7, 470.2, 11441, 11438\n");
    CardReading garbage = NvidiaSmi.parse(0, "Tesla T4, seven, 525.1, 15360, 14927");

    assertThat(two.cards()).extracting(Card::name).containsExactly("Tesla T4", "Tesla K80");
    assertThat(garbage.trouble())
        .isEqualTo("nvidia-smi said: Tesla T4, seven, 525.1, 15360, 14927");
  }

  @ParameterizedTest
  @CsvSource({"450.51.06,450.80.02,true", "450.80.02,450.80.02,false", "535.1,450.80.02,false"})
  void driver_versions_compare_by_number(String version, String than, boolean older) {
    assertThat(Preflight.isOlder(version, than)).isEqualTo(older);
  }

  private static Verdict check(String recording, @Nullable CudaBuild built) {
    return Preflight.check(reading(recording), built);
  }

  private static CardReading reading(String recording) {
    String line =
        recordings()
            .lines()
            .filter(candidate -> candidate.startsWith(recording + ":"))
            .findFirst()
            .orElseThrow();
    String[] parts = line.substring(recording.length() + 1).split("\\|", 2);
    return NvidiaSmi.parse(Integer.parseInt(parts[0].strip()), parts[1].strip());
  }

  private static String recordings() {
    try (InputStream in =
        Objects.requireNonNull(PreflightTest.class.getResourceAsStream("nvidia-smi.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
