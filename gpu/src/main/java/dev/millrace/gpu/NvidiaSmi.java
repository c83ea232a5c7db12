package dev.millrace.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks NVIDIA's driver for its cards through its own command, without loading any library. */
public final class NvidiaSmi {
  private static final List<String> COMMAND =
      List.of(
          "nvidia-smi",
          "--query-gpu=name,compute_cap,driver_version,memory.total,memory.free",
          "--format=csv,noheader,nounits");
  private static final int FIELDS = 5;
  private static final long PATIENCE_SECONDS = 10;
  private static final int COMMAND_NOT_FOUND = 127;

  private NvidiaSmi() {}

  /** Runs the command; blocks up to ten seconds. Never throws for a machine without a GPU. */
  public static CardReading read() {
    Process process;
    try {
      process = new ProcessBuilder(COMMAND).redirectErrorStream(true).start();
    } catch (IOException e) {
      return parse(COMMAND_NOT_FOUND, "");
    }
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return CardReading.none("nvidia-smi did not answer within " + PATIENCE_SECONDS + " s");
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return parse(process.exitValue(), output);
    } catch (IOException e) {
      return CardReading.none("reading from nvidia-smi failed: " + e.getMessage());
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return CardReading.none("interrupted while waiting for nvidia-smi");
    }
  }

  /** Understands what the command printed. */
  static CardReading parse(int exitCode, String output) {
    if (exitCode == COMMAND_NOT_FOUND) {
      return CardReading.none("no NVIDIA driver (there is no nvidia-smi on the path)");
    }
    if (output.contains("compute_cap") && output.contains("not a valid field")) {
      return CardReading.none(
          "the NVIDIA driver is too old to tell its cards' compute capability; update it");
    }
    String text = output.strip();
    if (exitCode != 0 || text.isEmpty() || text.startsWith("No devices")) {
      String said = text.isEmpty() ? "printed nothing" : "said: " + text.lines().findFirst().get();
      return CardReading.none("nvidia-smi (exit code " + exitCode + ") " + said);
    }
    return cards(text.lines().toList());
  }

  private static CardReading cards(List<String> lines) {
    List<Card> cards = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split(",", -1);
      if (fields.length != FIELDS) {
        return CardReading.none("nvidia-smi said: " + line);
      }
      try {
        cards.add(
            new Card(
                fields[0].strip(),
                ComputeCapability.parse(fields[1]),
                fields[2].strip(),
                Long.parseLong(fields[3].strip()),
                Long.parseLong(fields[4].strip())));
      } catch (IllegalArgumentException e) {
        return CardReading.none("nvidia-smi said: " + line);
      }
    }
    return CardReading.of(cards);
  }
}
