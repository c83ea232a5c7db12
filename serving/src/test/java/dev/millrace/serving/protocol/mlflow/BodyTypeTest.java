package dev.millrace.serving.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.protocol.Subscribers;
import dev.millrace.serving.request.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected here was answered by {@code mlflow models serve} of MLflow 3.17.2. */
class BodyTypeTest {
  @ParameterizedTest
  @CsvSource({
    "application/json, JSON",
    "application/json; charset=utf-8, JSON",
    "application/json;charset=UTF-8, JSON",
    "text/csv, CSV",
    "text/csv; charset=utf-8, CSV",
  })
  void these_types_are_read(String header, BodyType type) throws Refusal {
    assertThat(BodyType.of(header)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=latin1",
        "application/json; charset=\"utf-8\"",
        "text/csv; charset",
        "text/plain; charset=ascii"
      })
  void only_utf_8_is_read(String header) {
    assertThat(refused(header)).isEqualTo("The scoring server only supports UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json; foo=bar, foo",
    "application/json; charset=utf-8; foo=bar; x, 'foo, x'",
    "application/json; CHARSET=utf-8, CHARSET",
    "application/json;, ''",
  })
  void no_other_parameter_is_known(String header, String named) {
    assertThat(refused(header)).isEqualTo("Unrecognized content type parameters: " + named + ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "APPLICATION/JSON",
        "application/json-patch",
        "application/x-www-form-urlencoded",
        ""
      })
  void other_types_are_refused_by_name(String header) {
    assertThat(refused(header))
        .isEqualTo(
            "This predictor only supports the following content types: Types: ['text/csv',"
                + " 'application/json']. Got '"
                + header
                + "'.");
  }

  @Test
  void a_type_has_to_be_said() {
    assertThat(Subscribers.refusal(() -> BodyType.of(null)).message()).endsWith("Got 'None'.");
  }

  private static String refused(String header) {
    Refusal refusal = Subscribers.refusal(() -> BodyType.of(header));
    assertThat(refusal.status()).isEqualTo(415);
    return refusal.message();
  }
}
