package dev.millrace.benchmarks;

import dev.millrace.tuning.space.Dimension;
import dev.millrace.tuning.space.Parameter;
import dev.millrace.tuning.space.Point;
import dev.millrace.tuning.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@link TableRecorder} recorded: ROC-AUC of every network, the mean over the passes that are
 * whole. A parameter is the position among its levels.
 */
record LookupTable(String name, int passes, Map<List<Long>, Double> values) {
  static final SearchSpace SPACE = space();

  private static SearchSpace space() {
    List<Dimension> dimensions = new ArrayList<>();
    for (int i = 0; i < NetworkGrid.NAMES.size(); i++) {
      long last = NetworkGrid.LEVELS.get(i).size() - 1L;
      dimensions.add(
          Dimension.of(new Parameter.Whole(NetworkGrid.NAMES.get(i), 0, last, 1, false)));
    }
    return new SearchSpace(dimensions);
  }

  static LookupTable read(Path file) throws IOException {
    Map<Integer, Map<List<Long>, Double>> passes = new HashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      int parameters = NetworkGrid.NAMES.size();
      passes
          .computeIfAbsent(Integer.valueOf(cells[parameters]), pass -> new HashMap<>())
          .put(levels(cells), Double.valueOf(cells[parameters + 1]));
    }
    passes.values().removeIf(pass -> pass.size() < NetworkGrid.all().size());
    Map<List<Long>, Double> means = new HashMap<>();
    for (Map<List<Long>, Double> pass : passes.values()) {
      pass.forEach((point, value) -> means.merge(point, value / passes.size(), Double::sum));
    }
    String name = file.getFileName().toString().replace(".csv", "");
    return new LookupTable(name, passes.size(), means);
  }

  private static List<Long> levels(String[] cells) {
    List<Long> levels = new ArrayList<>();
    for (int i = 0; i < NetworkGrid.NAMES.size(); i++) {
      levels.add((long) NetworkGrid.LEVELS.get(i).indexOf(Double.valueOf(cells[i])));
    }
    return levels;
  }

  double value(Point point) {
    List<Long> levels = new ArrayList<>();
    for (String parameter : NetworkGrid.NAMES) {
      levels.add((Long) point.values().get(parameter));
    }
    Double value = values.get(levels);
    if (value == null) {
      throw new IllegalArgumentException(name + " has no " + point);
    }
    return value;
  }
}
