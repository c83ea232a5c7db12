package dev.millrace.pipeline.report.chart;

import java.awt.font.FontRenderContext;

/** Whether Java can measure letters here. Small server images often lack fonts or fontconfig. */
public final class Fonts {
  private static final boolean MISSING = missingHere();

  private Fonts() {}

  /** Whether charts cannot be drawn for want of fonts; a run is worth more than its charts. */
  public static boolean missing() {
    return MISSING;
  }

  private static boolean missingHere() {
    try {
      return Style.FONT.getStringBounds("0", new FontRenderContext(null, true, true)).isEmpty();
    } catch (LinkageError | InternalError | RuntimeException e) {
      // Java says it in all these ways, by version and by what is missing.
      return true;
    }
  }
}
