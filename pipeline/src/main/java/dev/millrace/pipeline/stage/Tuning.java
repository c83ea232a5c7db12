package dev.millrace.pipeline.stage;

import dev.millrace.contract.encode.FittedEncoder;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.support.AtomicFiles;
import dev.millrace.contract.support.Seeds;
import dev.millrace.etl.duck.DuckSettings;
import dev.millrace.etl.feed.EncoderFitter;
import dev.millrace.etl.feed.FeatureTable;
import dev.millrace.etl.feed.Fold;
import dev.millrace.etl.feed.Folds;
import dev.millrace.models.train.FoldRows;
import dev.millrace.models.train.TrainedModel;
import dev.millrace.models.train.TrainedNetwork;
import dev.millrace.models.train.Trainer;
import dev.millrace.pipeline.recipe.Recipe;
import dev.millrace.tuning.importance.Importance;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.EncodingChoice;
import dev.millrace.tuning.network.FoldObjective;
import dev.millrace.tuning.network.Refit;
import dev.millrace.tuning.network.StudyReport;
import dev.millrace.tuning.network.TuneSpec;
import dev.millrace.tuning.network.Winners;
import dev.millrace.tuning.study.StudyListener;
import dev.millrace.tuning.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The work of the tune stage: a search for the best configuration by cross-validation on rows that
 * are not test rows, and the network that comes of it.
 */
final class Tuning {
  private final Run run;
  private final Recipe recipe;
  private final TuneSpec spec;
  private final Path features;
  private final DuckSettings duck;
  private final StudyListener listener;

  Tuning(Run run, Recipe recipe, TuneSpec spec, StudyListener listener) {
    this.run = run;
    this.recipe = recipe;
    this.spec = spec;
    this.features = run.folder(StageName.FEATURES).resolve(Run.FEATURES);
    this.duck = run.duck();
    this.listener = listener;
  }

  /**
   * Searches and fits.
   *
   * @param study the folder where the study lives until the stage is done; a search that was killed
   *     goes on there
   */
  void into(Path folder, Path study) throws IOException {
    Files.createDirectories(study);
    TuneFiles files = new TuneFiles(folder);
    Path journal = study.resolve(TuneFiles.JOURNAL);
    List<Trial> trials = search(folder, journal, study.getFileName().toString());
    Winners winners = Winners.of(trials, spec.space(), spec.objective(), spec.ensemble());
    fit(files, winners.configurations(spec.space()));
    Files.copy(journal, files.journal());
    Importance importance = Importance.of(spec.space().space(), trials, seeds(run));
    files.write(StudyReport.of(spec, trials, winners, importance));
  }

  private List<Trial> search(Path folder, Path journal, String subject) throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("folds"));
    List<Fold> folds =
        Folds.of(
            features,
            run.rows().contract(),
            recipe.split(),
            spec.folds(),
            run.seeds(),
            duck,
            scratch);
    try (FoldObjective objective =
        new FoldObjective(
            spec.space(),
            spec.objective(),
            spec.folds(),
            rows(folds),
            Trainer.create().memoryBytes(),
            run.seeds())) {
      return StudyRun.trials(
          recipe.name(),
          subject,
          spec,
          recipe.threads(),
          journal,
          objective,
          seeds(run),
          listener,
          run.progress());
    } finally {
      AtomicFiles.deleteTree(scratch);
    }
  }

  /** Each fold's encoder is fitted to its own training rows, in the way that is chosen. */
  private Function<EncodingChoice, List<Supplier<FoldRows>>> rows(List<Fold> folds) {
    return choice ->
        FoldTable.of(folds, contract(choice), duck).stream()
            .<Supplier<FoldRows>>map(fold -> fold::get)
            .toList();
  }

  private FeatureContract contract(EncodingChoice choice) {
    return recipe.rows().encoded(run.rows().contract(), choice);
  }

  /** All members take the features of one encoder. */
  private void fit(TuneFiles files, List<Configuration> members) {
    Configuration best = members.get(0);
    FeatureContract contract = contract(best.encoding());
    FittedEncoder encoder = EncoderFitter.fit(features, contract, duck);
    files.write(best, encoder);
    try (FeatureTable table = FeatureTable.open(features, contract, duck)) {
      List<TrainedNetwork> fitted = new ArrayList<>();
      for (int i = 0; i < members.size(); i++) {
        fitted.add(fit(members.get(i), table, encoder, ofMember(i)));
      }
      files.writeFitted(new TrainedModel(fitted));
      if (spec.refit() == Refit.TRAINING_AND_VALIDATION) {
        files.writeRefitted(refit(members, fitted, table, encoder));
      }
    }
  }

  private TrainedNetwork fit(
      Configuration member, FeatureTable table, FittedEncoder encoder, Seeds seeds) {
    return Trainer.create()
        .train(
            member.network(),
            member.fit(),
            table.training(),
            table.validation(),
            encoder,
            seeds,
            run.progress());
  }

  private TrainedModel refit(
      List<Configuration> members,
      List<TrainedNetwork> fitted,
      FeatureTable table,
      FittedEncoder encoder) {
    List<TrainedNetwork> refitted = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      refitted.add(
          Trainer.create()
              .refit(
                  members.get(i).network(),
                  members.get(i).fit(),
                  fitted.get(i).curve().bestEpoch(),
                  table.training(),
                  table.validation(),
                  encoder,
                  ofMember(i),
                  run.progress()));
    }
    return new TrainedModel(refitted);
  }

  /**
   * The first has those of the train stage: where the recipe's own wins, it is the same network.
   */
  private Seeds ofMember(int member) {
    return member == 0 ? run.seeds() : run.seeds().derive("member").derive(member);
  }

  /** Of the search. */
  static Seeds seeds(Run run) {
    return run.seeds().derive("tune");
  }
}
