package dev.millrace.models.export;

import java.util.Collections;
import java.util.List;

/** Markdown under construction. Not thread-safe. */
final class Markdown {
  private final StringBuilder text = new StringBuilder();

  Markdown title(String title) {
    text.append("# ").append(inline(title)).append("\n\n");
    return this;
  }

  Markdown section(String title) {
    text.append("## ").append(inline(title)).append("\n\n");
    return this;
  }

  /** A paragraph that is Markdown already; nothing where it is empty. */
  Markdown paragraph(String paragraph) {
    if (paragraph.isBlank()) {
      return this;
    }
    text.append(paragraph.strip()).append("\n\n");
    return this;
  }

  Markdown code(String language, String code) {
    text.append("```").append(language).append('\n').append(code.strip()).append("\n```\n\n");
    return this;
  }

  /** A table of plain texts. */
  Markdown table(List<String> head, List<List<String>> rows) {
    row(head);
    row(Collections.nCopies(head.size(), "---"));
    rows.forEach(this::row);
    text.append('\n');
    return this;
  }

  /** Plain text from data, so that no character of it becomes markup. */
  static String inline(String plain) {
    return plain.replaceAll("\\s+", " ").replaceAll("([\\\\`*_<>|\\[\\]#])", "\\\\$1");
  }

  @Override
  public String toString() {
    return text.toString().stripTrailing() + "\n";
  }

  private void row(List<String> cells) {
    text.append("| ")
        .append(String.join(" | ", cells.stream().map(Markdown::cell).toList()))
        .append(" |\n");
  }

  private static String cell(String plain) {
    return plain.equals("---") ? plain : inline(plain);
  }
}
