package dev.millrace.pipeline.report;

import java.util.List;

/**
 * A part of the page under its own heading.
 *
 * @param id anchor, lower case
 */
record Section(String id, String title, List<Block> blocks) {
  Section {
    blocks = List.copyOf(blocks);
  }

  static Section of(String id, String title, Block... blocks) {
    return new Section(id, title, List.of(blocks));
  }
}
