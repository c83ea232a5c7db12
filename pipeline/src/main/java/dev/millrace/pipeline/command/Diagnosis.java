package dev.millrace.pipeline.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.sun.management.OperatingSystemMXBean;
import dev.millrace.contract.console.Terminal;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.Io;
import dev.millrace.etl.duck.Duck;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.gpu.Backend;
import dev.millrace.gpu.BackendChoice;
import dev.millrace.gpu.NvidiaSmi;
import dev.millrace.gpu.Preflight;
import dev.millrace.gpu.Simd;
import dev.millrace.mlflow.api.ServerCheck;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.server.PythonEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * What a machine offers and lacks.
 *
 * @param findings one for each thing looked at
 */
record Diagnosis(List<Finding> findings) {
  private static final long LITTLE_MEMORY = 2L << 30;
  private static final long LITTLE_DISK = 2L << 30;
  private static final int OLDEST_JAVA = 17;

  /** How bad it is. */
  enum Status {
    @JsonProperty("ok")
    OK,
    /** Nothing is wrong, but it could be better. */
    @JsonProperty("note")
    NOTE,
    /** Millrace will not work, or not well. */
    @JsonProperty("trouble")
    TROUBLE
  }

  /**
   * One thing.
   *
   * @param advice what to do; empty where nothing is to be done
   */
  record Finding(String about, Status status, String found, String advice) {
    static Finding of(String about, boolean fine, String found, String advice) {
      return new Finding(about, fine ? Status.OK : Status.TROUBLE, found, fine ? "" : advice);
    }
  }

  Diagnosis {
    findings = List.copyOf(findings);
  }

  /** Looks; takes a second or two, for libraries are loaded to see that they can be. */
  static Diagnosis ofThisMachine() {
    return new Diagnosis(
        List.of(java(), processor(), memory(), disk(), tensors(), database(), gpu(), mlflow()));
  }

  boolean healthy() {
    return findings.stream().noneMatch(finding -> finding.status() == Status.TROUBLE);
  }

  /** For people. */
  String table(Terminal terminal) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      String mark =
          switch (finding.status()) {
            case OK -> terminal.green("ok     ");
            case NOTE -> terminal.faint("note   ");
            case TROUBLE -> terminal.red("trouble");
          };
      text.append(String.format(Locale.ROOT, "%-10s %s  ", finding.about(), mark))
          .append(finding.found())
          .append('\n');
      if (!finding.advice().isEmpty()) {
        text.append(" ".repeat(20)).append(finding.advice()).append('\n');
      }
    }
    return text.toString();
  }

  private static Finding java() {
    String found =
        "%s, %s, %s %s"
            .formatted(
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    boolean fine = Runtime.version().feature() >= OLDEST_JAVA;
    return Finding.of("java", fine, found, "Install a JDK 17 or newer.");
  }

  private static Finding processor() {
    int cores = Runtime.getRuntime().availableProcessors();
    String threads = System.getenv().getOrDefault("OMP_NUM_THREADS", "as many as cores");
    return Finding.of(
        "processor",
        true,
        "%d cores, %s; threads of one tensor operation: %s"
            .formatted(cores, Simd.describe(), threads),
        "");
  }

  private static Finding memory() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    String found =
        "%s in all, %s free, Java heap up to %s"
            .formatted(
                Figures.bytes(system.getTotalMemorySize()),
                Figures.bytes(system.getFreeMemorySize()),
                Figures.bytes(Runtime.getRuntime().maxMemory()));
    boolean fine = system.getTotalMemorySize() >= LITTLE_MEMORY;
    return Finding.of("memory", fine, found, "Millrace wants 2 GiB; use a machine with more.");
  }

  private static Finding disk() {
    Path here = Path.of("").toAbsolutePath();
    try {
      FileStore store = Files.getFileStore(here);
      boolean writable = Files.isWritable(here);
      String found =
          "%s free at %s%s"
              .formatted(
                  Figures.bytes(store.getUsableSpace()), here, writable ? "" : ", not writable");
      boolean fine = writable && store.getUsableSpace() >= LITTLE_DISK;
      return Finding.of("disk", fine, found, "Free some space, or work in another folder.");
    } catch (IOException e) {
      MillraceException fault = Io.fault(here, e);
      return Finding.of("disk", false, String.valueOf(fault.getMessage()), fault.hint());
    }
  }

  private static Finding tensors() {
    try {
      Backend backend = Backend.start(BackendChoice.AUTO, 1);
      return Finding.of(
          "tensors",
          true,
          "ND4J %s on %s (%s)".formatted(backend.nd4jVersion(), backend.name(), backend.device()),
          "");
    } catch (MillraceException e) {
      return Finding.of("tensors", false, String.valueOf(e.getMessage()), e.hint());
    } catch (LinkageError e) {
      return Finding.of(
          "tensors",
          false,
          "ND4J's native library does not load: " + e.getMessage(),
          "Build again on this machine, so that its own native jars are fetched.");
    }
  }

  private static Finding database() {
    Path spill = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    try (Connection database = Duck.inMemory(spill, DuckSettings.standard())) {
      return Finding.of(
          "database", true, "DuckDB " + database.getMetaData().getDatabaseProductVersion(), "");
    } catch (SQLException | LinkageError e) {
      return Finding.of(
          "database",
          false,
          "DuckDB does not start: " + e.getMessage(),
          "Check that " + spill + " is writable and may hold programs (no noexec).");
    }
  }

  private static Finding gpu() {
    Preflight.Verdict verdict = Preflight.check(NvidiaSmi.read(), Backend.cudaBuild());
    Status status =
        verdict.usable() ? Status.OK : Backend.isBuiltForCuda() ? Status.TROUBLE : Status.NOTE;
    return new Finding("gpu", status, verdict.sentence(), verdict.advice());
  }

  private static Finding mlflow() {
    try {
      ServerConfig server = ServerConfig.fromEnvironment(System.getenv()).orElse(null);
      return server == null ? noServer() : reached(server, ServerCheck.of(server));
    } catch (MillraceException e) {
      return Finding.of("mlflow", false, String.valueOf(e.getMessage()), e.hint());
    }
  }

  private static Finding reached(ServerConfig server, ServerCheck check) {
    String version = check.version().isEmpty() ? "MLflow" : "MLflow " + check.version();
    String found =
        "%s at %s, answered in %d ms".formatted(version, server.uri(), check.took().toMillis());
    return Finding.of("mlflow", true, found, "");
  }

  private static Finding noServer() {
    boolean python = PythonEnvironment.findPython().isPresent();
    String advice =
        python
            ? "'millrace mlflow' starts a server; 'millrace sync' delivers what waits."
            : "Name a server there; to start one here, install Python 3.10 or newer with venv.";
    return new Finding(
        "mlflow",
        Status.NOTE,
        ServerConfig.URI_VARIABLE + " is not set: runs keep their journals",
        advice);
  }
}
