package dev.millrace.serving.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GaugesTest {
  private final Gauges gauges = new Gauges();

  @Test
  void of_large_answers_there_are_as_many_at_once_as_the_memory_allows() {
    assertThat(gauges.holdAnswer(60, 100)).isTrue();
    assertThat(gauges.holdAnswer(60, 100)).isFalse();
    assertThat(gauges.holdAnswer(40, 100)).isTrue();
    gauges.letGo(0, 60);
    assertThat(gauges.holdAnswer(60, 100)).isTrue();
    assertThat(gauges.answerBytes()).isEqualTo(100);
  }

  @Test
  void one_that_is_larger_than_what_there_is_for_all_is_tried_where_it_is_alone() {
    assertThat(gauges.holdAnswer(1_000, 100)).isTrue();
    assertThat(gauges.holdAnswer(1, 100)).isFalse();
    gauges.letGo(0, 1_000);
    assertThat(gauges.holdAnswer(1, 100)).isTrue();
  }

  @Test
  void bodies_and_answers_do_not_take_each_others_memory() {
    assertThat(gauges.holdAnswer(100, 100)).isTrue();
    assertThat(gauges.holdBody(100, 100)).isTrue();
    assertThat(gauges.bodyBytes()).isEqualTo(100);
  }
}
