package dev.millrace.contract.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ErrorsTest {

  @Test
  void kinds_decide_the_exit_code() {
    assertThat(ErrorKind.values()).extracting(ErrorKind::exitCode).containsExactly(1, 2, 3, 4);
    assertThat(ErrorCode.GATE_FAILED.kind()).isEqualTo(ErrorKind.DATA);
    assertThat(ErrorCode.DISK_FULL.kind()).isEqualTo(ErrorKind.RESOURCES);
  }

  @Test
  void a_slip_of_the_finger_is_recognised() {
    List<String> keys = List.of("sources", "rows", "split", "train");
    assertThat(Suggestions.nearest("spilt", keys)).contains("split");
    assertThat(Suggestions.nearest("Source", keys)).contains("sources");
    assertThat(Suggestions.nearest("evaluate", keys)).isEmpty();
    assertThat(Suggestions.didYouMean("trian", List.of("train")))
        .isEqualTo(" Did you mean 'train'?");
    assertThat(Suggestions.didYouMean("xyz", keys)).isEmpty();
  }

  @Test
  void a_very_long_name_is_nobody_s_slip_and_costs_nothing() {
    String name = "x".repeat(100_000); // 10^10 edits with the other
    assertThat(Suggestions.nearest(name, List.of("x", "x".repeat(200_000)))).isEmpty();
  }

  @Property
  void a_known_name_is_its_own_nearest(@ForAll String name) {
    assertThat(Suggestions.nearest(name, List.of("a long other name", name))).contains(name);
  }

  @Test
  void an_error_keeps_its_problems_hint_and_cause() {
    Problem problem = new Problem("x.yaml:3:1", "unknown key");
    MillraceException error =
        new MillraceException(
            ErrorCode.RECIPE_INVALID, "2 problems", "Fix them.", List.of(problem));
    assertThat(error.problems()).containsExactly(problem);
    assertThat(problem).hasToString("x.yaml:3:1: unknown key");
    assertThat(new Problem("", "empty")).hasToString("empty");
    Exception cause = new IllegalStateException("why");
    assertThat(new MillraceException(ErrorCode.LOCKED, "m", "h", cause)).hasCause(cause);
  }

  @Test
  void another_hint_changes_nothing_else_of_an_error() {
    Exception cause = new IllegalStateException("why");
    MillraceException error = new MillraceException(ErrorCode.LOCKED, "m", "h", cause);

    MillraceException other = error.withHint("wait");

    assertThat(other).hasMessage("m").hasCause(cause);
    assertThat(other.hint()).isEqualTo("wait");
    assertThat(other.code()).isEqualTo(ErrorCode.LOCKED);
    assertThat(other.getStackTrace()).isEqualTo(error.getStackTrace());
  }
}
