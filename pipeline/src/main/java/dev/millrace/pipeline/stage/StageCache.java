package dev.millrace.pipeline.stage;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Hashes;
import dev.millrace.contract.support.Io;
import dev.millrace.contract.support.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Outputs of stages by key. An output is a folder that appears whole; every file of it is verified
 * before it is used again. The last few outputs of a stage are kept. Not thread-safe.
 */
final class StageCache {
  /** The part of a key that stands for the code of the stage. */
  static final String CODE = "code";

  private static final int KEPT = 4;
  private static final double NANOS = 1e9;

  /** Does the work of a stage: writes its files into the folder it is given. */
  @FunctionalInterface
  interface Work {
    void into(Path folder) throws IOException;
  }

  /**
   * Whether a stage can be skipped.
   *
   * @param usable whether its output is there and whole
   * @param reason why it can be skipped or has to run, for people
   */
  record Decision(boolean usable, String reason) {}

  private final Path root;
  private final InstantSource clock;

  /**
   * @param root holds a folder for each stage; made when the first output is written
   */
  StageCache(Path root, InstantSource clock) {
    this.root = root;
    this.clock = clock;
  }

  /** The folder that holds a folder for each stage. */
  Path root() {
    return root;
  }

  /** The folder of an output, whether it exists or not. */
  Path folder(StageKey key) {
    return stageFolder(key.stage()).resolve(key.digest());
  }

  /** Looks whether a stage can be skipped, without changing anything. */
  Decision decide(StageKey key) {
    Path folder = folder(key);
    if (Files.exists(folder.resolve(StageRecord.FILE))) {
      return damage(folder)
          .map(file -> new Decision(false, "its output was damaged: " + file))
          .orElse(new Decision(true, "nothing it depends on has changed"));
    }
    return new Decision(false, latest(key.stage()).map(last -> changes(key, last)).orElse("new"));
  }

  /**
   * Gives the output of a stage, doing the work where {@link #decide} says so or {@code force} is
   * set.
   */
  StageOutcome run(StageKey key, boolean force, Work work) {
    Decision decision = decide(key);
    Path folder = folder(key);
    if (decision.usable() && !force) {
      double seconds = touch(folder).seconds();
      return new StageOutcome(key.stage(), true, decision.reason(), seconds, folder);
    }
    long start = System.nanoTime();
    Path partial = AtomicFiles.temporaryFor(folder);
    try {
      AtomicFiles.deleteTree(partial);
      Files.createDirectories(partial);
      work.into(partial);
      double seconds = (System.nanoTime() - start) / NANOS;
      StageRecord record =
          new StageRecord(
              key.stage(), key.digest(), key.parts(), hashes(partial), seconds, clock.millis());
      AtomicFiles.writeText(partial.resolve(StageRecord.FILE), Json.pretty(record));
      AtomicFiles.deleteTree(folder);
      AtomicFiles.move(partial, folder);
      forgetOld(key);
      String reason = decision.usable() ? "asked for" : decision.reason();
      return new StageOutcome(key.stage(), false, reason, seconds, folder);
    } catch (IOException e) {
      throw Io.fault(folder, e);
    } finally {
      AtomicFiles.deleteTree(partial);
    }
  }

  /**
   * The last whole output of a stage that the same code wrote, whatever else has changed since:
   * what can be read from where it ended need not be read again.
   */
  Optional<Path> earlier(StageKey key) {
    return outputs(key.stage()).stream()
        .filter(output -> Objects.equals(output.record.parts().get(CODE), key.parts().get(CODE)))
        .max(Comparator.comparingLong(output -> output.record.created()))
        .map(Output::folder)
        .filter(folder -> damage(folder).isEmpty());
  }

  private static String changes(StageKey key, StageRecord last) {
    List<String> names = key.differences(last.parts());
    return names.isEmpty()
        ? "its output was deleted"
        : names.stream().map(name -> name + " changed").collect(Collectors.joining(", "));
  }

  private Optional<StageRecord> latest(StageName stage) {
    return outputs(stage).stream()
        .map(Output::record)
        .max(Comparator.comparingLong(StageRecord::created));
  }

  /** The first file that is not as it was written. */
  private static Optional<String> damage(Path folder) {
    Optional<StageRecord> record = readable(folder);
    if (record.isEmpty()) {
      return Optional.of(StageRecord.FILE + " cannot be read");
    }
    for (Map.Entry<String, String> file : record.get().files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.isRegularFile(path)) {
        return Optional.of(file.getKey() + " is missing");
      }
      if (!Hashes.sha256(path).equals(file.getValue())) {
        return Optional.of(file.getKey() + " has changed");
      }
    }
    return Optional.empty();
  }

  /** A record that cannot be read is no record: the output is damaged. */
  private static Optional<StageRecord> readable(Path folder) {
    try {
      return Optional.ofNullable(Json.read(folder.resolve(StageRecord.FILE), StageRecord.class));
    } catch (MillraceException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> hashes(Path folder) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        hashes.put(folder.relativize(file).toString().replace('\\', '/'), Hashes.sha256(file));
      }
    }
    return hashes;
  }

  /** Makes an output the most recently used one; gives what was written of it. */
  private StageRecord touch(Path folder) {
    StageRecord used =
        Json.read(folder.resolve(StageRecord.FILE), StageRecord.class).usedAt(clock.millis());
    AtomicFiles.writeText(folder.resolve(StageRecord.FILE), Json.pretty(used));
    return used;
  }

  /**
   * The output just made stays whatever the clock says, since the run goes on to read it; what has
   * no record goes, being of a process that was killed while it deleted.
   */
  private void forgetOld(StageKey made) {
    Path needed = folder(made);
    List<Path> kept =
        outputs(made.stage()).stream()
            .filter(output -> !output.folder.equals(needed))
            .sorted(Comparator.comparingLong((Output output) -> output.record.created()).reversed())
            .limit(KEPT - 1)
            .map(Output::folder)
            .toList();
    children(made.stage()).stream()
        .filter(path -> !path.equals(needed) && !kept.contains(path))
        .forEach(AtomicFiles::deleteTree);
  }

  private Path stageFolder(StageName stage) {
    return root.resolve(stage.label());
  }

  /** Those with a record; a run may be at work beside the one who asks. */
  private List<Output> outputs(StageName stage) {
    return children(stage).stream()
        .flatMap(path -> readable(path).map(record -> new Output(path, record)).stream())
        .toList();
  }

  private List<Path> children(StageName stage) {
    Path folder = stageFolder(stage);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    } catch (IOException e) {
      throw Io.fault(folder, e);
    }
  }

  private record Output(Path folder, StageRecord record) {}
}
