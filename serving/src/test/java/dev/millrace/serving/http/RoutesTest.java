package dev.millrace.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.serving.request.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final ErrorForm ERRORS =
      refusal -> new Reply(refusal.status(), "", Buffer.buffer(0), Map.of());

  private final Routes routes =
      new Routes(List.of(route("/models/{model}"), route("/models/stats"), route("/ping")))
          .knowing(List.of("/models/a"));

  private static Route route(String path) {
    return new Route(HttpMethod.GET, path, false, Guard.OPEN, ERRORS, exchange -> {});
  }

  private String found(String path) {
    Routes.Found found = routes.find(HttpMethod.GET, path);
    return found == null ? "" : found.route().path() + " " + found.variables();
  }

  @Test
  void a_path_that_comes_percent_encoded_is_the_same_path() {
    assertThat(found("/ping")).isEqualTo("/ping []");
    assertThat(found("/%70ing")).isEqualTo("/ping []");
    assertThat(found("/m%6fdels/%61")).isEqualTo("/models/{model} [a]");
    assertThat(found("/models/b%20c")).isEqualTo("/models/{model} [b c]");
    assertThat(routes.methodsOf("/%70%69ng")).containsExactly("GET", "HEAD");
  }

  @Test
  void a_literal_path_goes_before_one_of_variables_however_it_comes() {
    assertThat(found("/models/stats")).isEqualTo("/models/stats []");
    assertThat(found("/models/%73tats")).isEqualTo("/models/stats []");
  }

  @Test
  void an_encoded_slash_parts_no_segments() {
    assertThat(found("/models%2Fstats")).isEmpty();
    assertThat(found("/models/a%2Fb")).isEqualTo("/models/{model} [a/b]");
    assertThat(found("%2Fping")).isEmpty();
  }
}
