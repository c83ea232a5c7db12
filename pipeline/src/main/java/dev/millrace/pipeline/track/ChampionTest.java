package dev.millrace.pipeline.track;

import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Hashes;
import dev.millrace.mlflow.api.ServerConfig;
import dev.millrace.mlflow.registry.ModelRegistry;
import dev.millrace.mlflow.registry.ModelUri;
import dev.millrace.mlflow.registry.ModelVersion;
import dev.millrace.models.evaluate.Evaluation.GateReport;
import dev.millrace.models.evaluate.PackageComparison;
import dev.millrace.scoring.ModelPackage;
import dev.millrace.scoring.PackageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a new model becomes champion: where its gates passed, and the champion that the
 * registry names is not better on the new model's test rows.
 *
 * @param server the registry's; empty where there is none to ask
 * @param runs folder of the recipe's runs, where the champion may lie already
 * @param scratch a folder that does not exist, for a champion that is fetched
 */
record ChampionTest(String recipe, Optional<ServerConfig> server, Path runs, Path scratch) {
  private static final Logger LOG = LoggerFactory.getLogger(ChampionTest.class);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Tag of a version with the id of the run that made it. */
  static final String RUN_TAG = "run";

  private static final String CHECKSUM_TAG = "millrace.sha256";

  /**
   * @param compare scores the run's test rows with its model and the champion
   */
  Promotion decide(GateReport gates, Function<ModelPackage, PackageComparison> compare) {
    if (!gates.passed()) {
      return Promotion.none("candidate only: it failed a gate");
    }
    if (server.isEmpty()) {
      return Promotion.unless("candidate; champion only where there is none: no server was asked");
    }
    ServerConfig asked = server.get().withTimeouts(CONNECT, ANSWER);
    try (ModelRegistry registry = new ModelRegistry(asked)) {
      Optional<ModelVersion> champion =
          registry.holder(ModelRegistry.nameFor(recipe), ModelRegistry.CHAMPION);
      return champion
          .map(version -> against(version, registry, compare))
          .orElseGet(() -> Promotion.of("champion: the first that passed its gates", ""));
    } catch (MillraceException e) {
      return Promotion.unless("candidate; champion only where there is none: " + firstSentence(e));
    }
  }

  private Promotion against(
      ModelVersion champion,
      ModelRegistry registry,
      Function<ModelPackage, PackageComparison> compare) {
    if (champion.record().isEmpty()) {
      return Promotion.none(
          "candidate only: version %d, the champion, was not made by Millrace"
              .formatted(champion.version()));
    }
    try {
      PackageComparison result = compare.apply(packageOf(champion, registry));
      String sentence = sentence(champion, result);
      return result.isWorse()
          ? Promotion.none("candidate only: " + sentence)
          : Promotion.of("champion: " + sentence, champion.record());
    } catch (MillraceException e) {
      return Promotion.none(
          "candidate only: not compared with version %d, the champion: %s"
              .formatted(champion.version(), firstSentence(e)));
    } catch (RuntimeException e) { // a fault in what another run left must not cost this one
      LOG.warn("version {} could not be compared", champion.version(), e);
      return Promotion.none(
          "candidate only: comparing with version %d, the champion, broke down; the log says why"
              .formatted(champion.version()));
    } finally {
      AtomicFiles.deleteTree(scratch);
    }
  }

  private static String sentence(ModelVersion champion, PackageComparison result) {
    String how =
        result.isWorse() ? "worse than" : result.pValue() < 0.05 ? "better than" : "no worse than";
    return String.format(
        Locale.ROOT,
        "%s version %d, test ROC-AUC %.4f against %.4f, p = %.2g",
        how,
        champion.version(),
        result.rocAuc(),
        result.other(),
        result.pValue());
  }

  /** From its own run directory, where that is here and is what was registered; else fetched. */
  private ModelPackage packageOf(ModelVersion champion, ModelRegistry registry) {
    Path local = runs.resolve(safe(champion.tags().getOrDefault(RUN_TAG, ""))).resolve("model");
    Path checksums = local.resolve(PackageFiles.CHECKSUMS);
    String registered = champion.tags().getOrDefault(CHECKSUM_TAG, "");
    if (Files.isRegularFile(checksums) && Hashes.sha256(checksums).equals(registered)) {
      return ModelPackage.load(local);
    }
    registry.download(
        new ModelUri(champion.name(), "", String.valueOf(champion.version())), scratch);
    return ModelPackage.load(scratch);
  }

  private static String safe(String run) {
    return run.matches("[\\w-]+") ? run : "-";
  }

  private static String firstSentence(MillraceException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }
}
