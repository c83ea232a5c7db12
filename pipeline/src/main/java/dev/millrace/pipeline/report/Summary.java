package dev.millrace.pipeline.report;

import dev.millrace.pipeline.report.Block.Notice;
import java.util.List;

/**
 * The head of the page.
 *
 * @param tone {@code good}, {@code bad} or {@code plain}
 * @param verdict whether the gates were passed, or that the run stopped
 * @param explanation why it stopped, or what the verdict rests on; may be empty
 * @param notices what must not be overlooked
 * @param figures the numbers to take away
 * @param sentences the story, a sentence each
 */
record Summary(
    String question,
    String tone,
    String verdict,
    String explanation,
    List<Notice> notices,
    List<Figure> figures,
    List<String> sentences) {
  Summary {
    notices = List.copyOf(notices);
    figures = List.copyOf(figures);
    sentences = List.copyOf(sentences);
  }

  record Figure(String name, String value, String note) {}
}
