package dev.millrace.serving.card;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.contract.encode.ColumnFormula;
import dev.millrace.contract.encode.Encoder;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.Json;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contract's columns for people: bounds as they are written, and what is usual. */
final class ColumnCards {
  private ColumnCards() {}

  static ArrayNode of(FeatureContract contract, Encoder encoder) {
    ArrayNode cards = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < contract.columns().size(); i++) {
      cards.add(card(contract.columns().get(i), encoder, i));
    }
    return cards;
  }

  private static ObjectNode card(Column column, Encoder encoder, int index) {
    ObjectNode card = JsonNodeFactory.instance.objectNode();
    card.put("name", column.name());
    card.set("type", Json.mapper().valueToTree(column.type()));
    card.put("missing", column.missing());
    number(card, column, "min", column.min());
    number(card, column, "max", column.max());
    texts(card.putArray("values"), column.values());
    card.put("unit", column.unit()).put("description", column.description());
    card.put("pattern", column.pattern());
    texts(card.putArray("formats"), column.formats());
    encoder
        .usual(index)
        .ifPresentOrElse(
            usual -> number(card, column, "usual", usual), () -> card.putNull("usual"));
    texts(card.putArray("known"), known(column, encoder.formula(index)));
    return card;
  }

  /** Categories of training rows, where the contract allows any. */
  private static Collection<String> known(Column column, ColumnFormula formula) {
    return column.values().isEmpty() && formula instanceof ColumnFormula.Categories categories
        ? categories.known().keySet()
        : List.of();
  }

  private static void number(ObjectNode card, Column column, String field, @Nullable Double value) {
    if (value == null) {
      card.putNull(field);
      return;
    }
    card.set(field, Json.mapper().valueToTree(RequestRows.figure(column, value)));
  }

  private static void texts(ArrayNode array, Collection<String> texts) {
    texts.forEach(array::add);
  }
}
