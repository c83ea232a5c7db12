package dev.millrace.pipeline.command;

import dev.millrace.contract.support.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line, for programs. */
final class JsonDisplay implements Display {
  private static final double MILLIS = 1000;

  private final PrintStream err;

  JsonDisplay(PrintStream err) {
    this.err = err;
  }

  @Override
  public double interval() {
    return 1;
  }

  @Override
  public void began(Meter meter) {
    print("began", meter);
  }

  @Override
  public void moved(Meter meter) {
    print("moved", meter);
  }

  @Override
  public void ended(Meter meter) {
    print("ended", meter);
  }

  private void print(String event, Meter meter) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("event", event);
    line.put("name", meter.name());
    line.put("done", meter.done());
    if (meter.total() >= 0) {
      line.put("total", meter.total());
    }
    line.put("unit", meter.unit());
    line.put("seconds", Math.round(meter.seconds() * MILLIS) / MILLIS);
    meter.secondsLeft().ifPresent(left -> line.put("seconds_left", Math.round(left)));
    if (!meter.note().isEmpty()) {
      line.put("note", meter.note());
    }
    err.println(Json.line(line));
  }
}
