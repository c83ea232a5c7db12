package dev.millrace.conformance.mistake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.conformance.check.Protocol;
import dev.millrace.conformance.tiny.Ask;
import dev.millrace.conformance.tiny.Say;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Collects the mistakes of one protocol, in few words. */
final class Table {
  private final List<Mistake> mistakes = new ArrayList<>();
  private final Protocol protocol;

  Table(Protocol protocol) {
    this.protocol = protocol;
  }

  Table add(String what, BiFunction<Ask, Say, Say> change, String... found) {
    mistakes.add(new Mistake(protocol, what, change, List.of(found)));
    return this;
  }

  List<Mistake> list() {
    return List.copyOf(mistakes);
  }

  static BiFunction<Ask, Say, Say> when(Predicate<Ask> asked, UnaryOperator<Say> change) {
    return (ask, say) -> asked.test(ask) ? change.apply(say) : say;
  }

  static Predicate<Ask> path(String path) {
    return ask -> ask.path().equals(path);
  }

  static Predicate<Ask> get(String path) {
    return ask -> ask.is("GET", path);
  }

  static Predicate<Ask> post(String path) {
    return ask -> ask.is("POST", path);
  }

  static Predicate<Ask> has(String text) {
    return ask -> ask.text().contains(text);
  }

  static Predicate<Ask> starts(String text) {
    return ask -> ask.text().startsWith(text);
  }

  static Predicate<Ask> empty() {
    return ask -> ask.text().isEmpty();
  }

  static Predicate<Ask> typed(String type) {
    return ask -> ask.header("Content-Type").contains(type);
  }

  static Predicate<Ask> inChunks() {
    return ask -> ask.header("Transfer-Encoding").equalsIgnoreCase("chunked");
  }

  static UnaryOperator<Say> status(int status) {
    return say -> say.status(status);
  }

  static UnaryOperator<Say> text(String text) {
    return say -> say.text(old -> text);
  }

  static UnaryOperator<Say> type(String type) {
    return say -> say.with("Content-Type", type);
  }

  static UnaryOperator<Say> without(String header) {
    return say -> say.without(header);
  }

  static UnaryOperator<Say> replaced(String text, String by) {
    return say -> say.text(old -> old.replace(text, by));
  }

  /** Changes an object of JSON that was answered with 200. */
  static UnaryOperator<Say> edited(Consumer<ObjectNode> change) {
    return say -> say.status() == 200 ? say.edit(change) : say;
  }

  /** Changes the first element of a list within. */
  static UnaryOperator<Say> first(String list, Consumer<ObjectNode> change) {
    return edited(json -> change.accept((ObjectNode) json.path(list).path(0)));
  }

  /** Changes an object within. */
  static UnaryOperator<Say> within(String member, Consumer<ObjectNode> change) {
    return edited(
        json -> {
          if (json.path(member) instanceof ObjectNode object) {
            change.accept(object);
          }
        });
  }
}
