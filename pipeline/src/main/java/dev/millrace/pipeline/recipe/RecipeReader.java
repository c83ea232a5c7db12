package dev.millrace.pipeline.recipe;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.feature.Column;
import dev.millrace.contract.feature.FeatureContract;
import dev.millrace.contract.feature.Key;
import dev.millrace.contract.feature.Target;
import dev.millrace.etl.clean.CleanPolicy;
import dev.millrace.etl.feed.SplitSpec;
import dev.millrace.etl.source.SourceSpec;
import dev.millrace.gpu.BackendChoice;
import dev.millrace.models.evaluate.EvaluateSpec;
import dev.millrace.tuning.network.Configuration;
import dev.millrace.tuning.network.TuneSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads recipes. */
public final class RecipeReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
  private static final long SEED = 42;
  private static final int MAX_THREADS = 1024;
  private static final String MEMORY = "512MB";

  /** Keys that only recipes with several tables have. */
  private static final List<String> RELATIONAL =
      List.of("entity", "clean", "label", "eligible", "cutoffs", "features", "truth", "score");

  /**
   * What is given beside the file.
   *
   * @param set values of variables, before those of the environment
   * @param profile the name of a file in {@code profiles/} that is merged over the recipe; null for
   *     none
   * @param environment values of variables
   */
  public record Options(
      Map<String, String> set, @Nullable String profile, Map<String, String> environment) {
    public Options {
      set = Map.copyOf(set);
      environment = Map.copyOf(environment);
    }

    /** Nothing set, no profile, the environment of this process. */
    public static Options none() {
      return new Options(Map.of(), null, System.getenv());
    }
  }

  private final Path file;
  private final Path folder;
  private final Problems problems;

  private RecipeReader(Path file) {
    this.file = file;
    Path parent = file.toAbsolutePath().normalize().getParent();
    this.folder = parent == null ? Path.of("/") : parent;
    this.problems = new Problems(file.toString());
  }

  /**
   * Reads and checks a recipe; nothing it names is opened.
   *
   * @throws MillraceException {@code RECIPE_INVALID} with all problems and their places; {@code
   *     ARGUMENT_INVALID} where the file or the profile is not there
   */
  public static Recipe read(Path file, Options options) {
    return new RecipeReader(file).read(options);
  }

  private Recipe read(Options options) {
    Variables variables = new Variables(options.set(), options.environment(), problems);
    Node.Mapping root = root(options.profile(), variables);
    variables.reportUnused();
    return recipe(root, new Fields(root, Keys.RECIPE, "", problems));
  }

  private Node.Mapping root(@Nullable String profile, Variables variables) {
    if (!Files.isRegularFile(file)) {
      throw new MillraceException(
          ErrorCode.ARGUMENT_INVALID,
          "There is no recipe " + file + ".",
          "Check the path, or write a recipe with 'millrace init DATA --target COLUMN'.");
    }
    Node.Mapping root = YamlFile.read(file, variables, problems);
    return profile == null
        ? root
        : root.mergedWith(YamlFile.read(Profiles.find(file, profile), variables, problems));
  }

  /** Reads every section, so that all problems are known, before anything is put together. */
  private Recipe recipe(Node.Mapping root, Fields fields) {
    String name = name(fields);
    Machine machine = Machine.read(fields);
    Map<String, SourceSpec> sources = new SourcesReader(folder, problems).read(fields);
    EncodeDefaults encode = EncodeDefaults.read(fields.child("encode", Keys.ENCODE));
    RowsDraft rows = rows(name, fields, sources.keySet(), encode);
    SplitSpec split = new SplitReader(fields, rows).read();
    Training train = Training.read(fields);
    TuneSpec tune =
        TuneReader.read(fields, new Configuration(train.network(), train.fit(), encode.choice()));
    EvaluateReader evaluate = new EvaluateReader(fields);
    EvaluateSpec judged = evaluate.read(rows);
    int folds = evaluate.folds();
    problems.throwIfAny();
    RowsSpec whole = rows.whole().get();
    return new Recipe(
        folder.resolve(file.getFileName()),
        name,
        machine.seed(),
        machine.backend(),
        machine.threads(),
        machine.memory(),
        sources.values().stream().map(source -> read(source, whole)).toList(),
        whole,
        split,
        train.network(),
        train.fit(),
        tune,
        judged,
        folds,
        ResolvedYaml.of(root, folder));
  }

  /** What scores are written into is not read: it changes with every scoring, and nothing else. */
  private static SourceSpec read(SourceSpec source, RowsSpec rows) {
    return source instanceof SourceSpec.Jdbc database
            && rows instanceof Relational tables
            && tables.scores() != null
            && tables.entity().equals(source.name())
        ? database.without(tables.scores().names())
        : source;
  }

  private RowsDraft rows(String name, Fields fields, Set<String> sources, EncodeDefaults encode) {
    if (RELATIONAL.stream().noneMatch(fields::has)) {
      fields.required("rows", "the contract of a feature row");
      return oneTable(name, new RowsReader(fields.child("rows", Keys.ROWS)), sources, encode);
    }
    if (fields.has("rows")) {
      fields.problem(
          "rows", "'rows' is for rows of one table and 'entity' for several; say one of the two");
    }
    return RowsDraft.of(new RelationalReader(fields).read(sources, encode));
  }

  private static RowsDraft oneTable(
      String name, RowsReader rows, Set<String> sources, EncodeDefaults encode) {
    String source = rows.source(sources);
    Key key = rows.key();
    Target target = rows.target();
    List<Column> columns = rows.columns(target, key, encode);
    CleanPolicy clean = rows.policy(key);
    Set<String> own = rows.encodedThemselves();
    return RowsDraft.of(
        target.column(),
        columns,
        () ->
            new OneTable(
                source,
                new FeatureContract(name, key, target, columns),
                clean,
                encode.choice(),
                own));
  }

  private static String name(Fields fields) {
    String name = fields.requiredText("recipe", "a name for the recipe");
    if (fields.has("recipe") && !NAME.matcher(name).matches()) {
      fields.problem(
          "recipe",
          "'recipe': expected a name of letters, digits, '.', '_' and '-', but found '%s'"
              .formatted(name));
    }
    return name;
  }

  /** The keys at the top that say how rather than what. */
  private record Machine(long seed, BackendChoice backend, int threads, String memory) {
    static Machine read(Fields fields) {
      return new Machine(
          fields.whole("seed", SEED),
          fields.choice("backend", BackendChoice.AUTO),
          fields.integer("threads", 1, Range.closed(1, MAX_THREADS)),
          fields.size("memory", MEMORY));
    }
  }
}
