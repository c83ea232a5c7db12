package dev.millrace.serving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.serving.model.SwapEvent.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSlotTest {
  @TempDir Path folder;

  private final ServedModel one = Packages.load(Packages.ONE);
  private final ServedModel two = Packages.load(Packages.TWO);
  private final String first = one.identity().version();
  private final String second = two.identity().version();
  private final ModelSlot slot = new ModelSlot(one);

  @AfterEach
  void close() {
    slot.close();
  }

  @Test
  void a_model_outlives_its_place_until_the_last_request_has_released_it() {
    ServedModel used = slot.acquire();
    slot.swap(two);
    slot.swap(Packages.load(Packages.ONE));
    assertThat(used).isSameAs(one);
    assertThat(one.isClosed()).isFalse();
    assertThat(one.scorer().score(one.example()).probability()).isBetween(0.0, 1.0);

    used.release();

    assertThat(one.isClosed()).isTrue();
    assertThat(one.retain()).isFalse();
    assertThatThrownBy(one::release).hasMessageContaining("once too often");
  }

  @Test
  void rollback_goes_back_once_and_says_what_it_left() {
    slot.swap(two);
    assertThat(slot.previous()).isEqualTo(one.identity());

    SwapEvent event = slot.rollBack();

    assertThat(event.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(event.version()).isEqualTo(first);
    assertThat(event.reason()).isEqualTo("Version " + second + " was rolled back.");
    assertThat(slot.current()).isSameAs(one);
    assertThat(two.isClosed()).isTrue();
    assertThat(slot.previous()).isNull();
    assertThatThrownBy(slot::rollBack)
        .hasMessage("There is no version of subscribers before " + first + " to go back to.");
  }

  @Test
  void a_model_of_another_name_is_refused_and_released() {
    Path other = Packages.copy(Packages.TWO, folder.resolve("other"));
    ServedModel stranger =
        Packages.load(Packages.edit(other, "millrace.json", "\"subscribers\"", "\"customers\""));

    SwapEvent event = slot.swap(stranger);

    assertThat(event.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(event.reason())
        .isEqualTo(
            "It is a model of another name: expected subscribers, but came customers.\n"
                + "Callers ask for subscribers by name: give this model a server of its own, or"
                + " restart this one when they ask for customers.");
    assertThat(stranger.isClosed()).isTrue();
    assertThat(slot.current()).isSameAs(one);
    two.release();
  }

  @Test
  void listeners_hear_every_attempt_in_its_order() {
    List<SwapEvent> heard = new ArrayList<>();
    slot.listen(heard::add);

    slot.swap(two);
    slot.rollBack();
    slot.refuse("3", "broken");

    assertThat(heard)
        .extracting(event -> event.outcome().label())
        .containsExactly("swapped", "rolled_back", "refused");
    assertThat(slot.lastSwap()).isSameAs(heard.get(2));
  }

  @Test
  void a_closed_slot_frees_its_models_and_gives_out_none() {
    slot.swap(two);
    slot.close();
    slot.close();
    assertThat(one.isClosed()).isTrue();
    assertThat(two.isClosed()).isTrue();
    assertThatThrownBy(slot::acquire).hasMessageContaining("closed");
    ServedModel late = Packages.load(Packages.TWO);
    assertThatThrownBy(() -> slot.swap(late)).hasMessageContaining("closed");
    assertThat(late.isClosed()).isTrue();
  }
}
