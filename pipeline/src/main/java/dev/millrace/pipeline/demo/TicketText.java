package dev.millrace.pipeline.demo;

import dev.millrace.pipeline.demo.Ticket.Category;
import java.util.List;
import java.util.Map;

/**
 * What people write: a few sentences on the matter, among them some that show their mood. Plain
 * ASCII without quotes, so that it needs no escapes.
 */
final class TicketText {
  /** Of a sentence that shows a mood, by mood from 1 to 5: that it is an angry one. */
  private static final double[] ANGRY = {0.95, 0.8, 0.3, 0.08, 0.03};

  /** That it is a friendly one, of those that are not angry. */
  private static final double[] FRIENDLY = {0.1, 0.15, 0.45, 0.75, 0.92};

  private static final Map<Category, List<String>> MATTERS =
      Map.of(
          Category.TECHNICAL,
          List.of(
              "The app {broke} when I open it on my {device}.",
              "Since {when} the screen on my {device} {broke}.",
              "I cannot log in from my {device} since {when}.",
              "Playback {broke} after the update {when}.",
              "My {device} does not sync any more since {when}.",
              "An error message comes up on the {device} every time."),
          Category.BILLING,
          List.of(
              "The invoice that came {when} shows an amount that I do not understand.",
              "I was charged twice {when}.",
              "Please explain the new price on my invoice.",
              "My bank returned the payment {when}.",
              "I would like to pay by card instead of direct debit.",
              "Where do I find the invoice that came {when}?"),
          Category.CONTRACT,
          List.of(
              "How long does my contract run?",
              "I would like to know what happens when my contract ends.",
              "Can I change the plan before the contract renews?",
              "Please tell me the notice period of my contract.",
              "I moved {when} and want to change my address."),
          Category.QUESTION,
          List.of(
              "How do I add a second {device}?",
              "Is there a way to use it offline on my {device}?",
              "How can I share my account with my family?",
              "Where do I change the language on the {device}?",
              "Can I export what I saved {when}?"));

  private static final List<String> ANGRY_SENTENCES =
      List.of(
          "This is really {bad}.",
          "I am {very} disappointed with the {part}.",
          "Nobody {helped} so far and I am losing patience.",
          "The {part} is {bad} and getting worse.",
          "I have asked about this {times} and heard nothing.",
          "For this price that is not good enough.",
          "I am {very} annoyed by the {part}.",
          "Frankly I am thinking about other offers.",
          "It is a waste of my time.",
          "This used to work and now it is {bad}.",
          "I am not happy with the {part} at all.",
          "Your competitor does not have such problems.");

  private static final List<String> FRIENDLY_SENTENCES =
      List.of(
          "Otherwise I am {very} happy with the {part}.",
          "The {part} is {good}, thank you.",
          "Your team {helped} last time, that was {good}.",
          "I really like the {part}.",
          "No hurry, it is not a big problem.",
          "I recommend you to my friends.",
          "Keep up the {good} work.",
          "It is {good} value for the price.",
          "I enjoy it every day.",
          "Thanks for the quick answer {when}.",
          "The new version is not bad at all.");

  private static final List<String> PLAIN_SENTENCES =
      List.of(
          "I use it on my {device} most of the time.",
          "My account is a few years old.",
          "I have tried it again {when}.",
          "The settings are the usual ones.",
          "Please write to me by mail.",
          "I am at home in the evening.",
          "The {part} is what I mean.",
          "A friend asked me the same {when}.");

  private static final List<String> GREETINGS =
      List.of("Hello.", "Hi there.", "Good morning.", "Dear support team.", "Hello team.", "Hi.");

  private static final List<String> CLOSINGS =
      List.of("Best regards", "Thanks in advance", "Please let me know", "Regards", "Bye for now");

  private static final Map<String, List<String>> WORDS =
      Map.of(
          "broke", List.of("crashes", "freezes", "stays black", "stops", "is slow", "shuts down"),
          "device", List.of("phone", "tablet", "computer", "tv", "laptop", "new phone"),
          "when",
              List.of("last week", "yesterday", "on Monday", "this month", "two days ago", "today"),
          "part", List.of("service", "app", "support", "product", "website", "hotline"),
          "bad",
              List.of("terrible", "unacceptable", "awful", "poor", "frustrating", "useless", "bad"),
          "good", List.of("great", "excellent", "very good", "wonderful", "helpful", "fine"),
          "very", List.of("very", "really", "quite", "rather"),
          "helped", List.of("helped me", "solved it", "called me back", "took care of it"),
          "times", List.of("twice", "three times", "again and again", "many times"));

  private TicketText() {}

  /**
   * Writes a text.
   *
   * @param mood 1 (angry) to 5 (content)
   */
  static String compose(Category category, int mood, Chance chance) {
    StringBuilder text = new StringBuilder(240);
    if (chance.of(0.6)) {
      text.append(chance.one(GREETINGS)).append(' ');
    }
    text.append(sentence(MATTERS.getOrDefault(category, List.of()), chance));
    int moods = chance.whole(3, 4);
    for (int i = 0; i < moods; i++) {
      text.append(' ').append(sentence(ofMood(mood, chance), chance));
    }
    if (chance.of(0.5)) {
      text.append(' ').append(chance.one(CLOSINGS)).append('.');
    }
    return text.toString();
  }

  private static List<String> ofMood(int mood, Chance chance) {
    if (chance.of(ANGRY[mood - 1])) {
      return ANGRY_SENTENCES;
    }
    return chance.of(FRIENDLY[mood - 1]) ? FRIENDLY_SENTENCES : PLAIN_SENTENCES;
  }

  private static String sentence(List<String> sentences, Chance chance) {
    String sentence = chance.one(sentences);
    StringBuilder filled = new StringBuilder();
    int at = 0;
    for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', at)) {
      int close = sentence.indexOf('}', open);
      List<String> words = WORDS.getOrDefault(sentence.substring(open + 1, close), List.of());
      filled.append(sentence, at, open).append(chance.one(words));
      at = close + 1;
    }
    return filled.append(sentence.substring(at)).toString();
  }
}
