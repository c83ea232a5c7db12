package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/srv/models/a: encoder.json was changed. | encoder.json was changed.",
        "/srv/models/a/golden.jsonl:3: differs. | golden.jsonl:3: differs.",
        "There is no model package at /srv/models/a. | There is no model package at it.",
        "The disk is full: /var/cache/x/7 could not be written. | The disk is full: 7 could not be written.",
        "The MLflow server at http://host:5000/base/path: refused. | The MLflow server at http://host:5000/base/path: refused.",
        "C:/Users/me/model is a file. | model is a file.",
        "expected text/html or 1/2 | expected text/html or 1/2",
      })
  void folders_of_this_machine_are_left_out(String message, String shown) {
    MillraceException error = new MillraceException(ErrorCode.PACKAGE_INVALID, message, "hint");
    assertThat(Reasons.of(error, Path.of("/srv/models/a"))).isEqualTo(shown);
  }

  @Test
  void every_problem_has_a_line() {
    MillraceException error =
        new MillraceException(
            ErrorCode.PACKAGE_INVALID,
            "2 files.",
            "",
            List.of(new Problem("a", "is missing"), new Problem("b", "was changed")));
    assertThat(Reasons.of(error, null)).isEqualTo("2 files.\na: is missing\nb: was changed");
  }

  @Test
  void what_to_do_next_has_the_last_line() {
    MillraceException error =
        new MillraceException(
            ErrorCode.MEMORY_EXCEEDED, "Too large.", "Start it with a larger heap; see /srv/a/b.");
    assertThat(Reasons.withHint(error, null))
        .isEqualTo("Too large.\nStart it with a larger heap; see b.");
  }
}
