package dev.millrace.gpu;

import java.util.List;

/**
 * What the driver said when asked for its cards.
 *
 * @param trouble why no card could be read; empty where there are cards
 */
public record CardReading(List<Card> cards, String trouble) {
  public CardReading {
    cards = List.copyOf(cards);
  }

  static CardReading of(List<Card> cards) {
    return new CardReading(cards, "");
  }

  static CardReading none(String trouble) {
    return new CardReading(List.of(), trouble);
  }
}
