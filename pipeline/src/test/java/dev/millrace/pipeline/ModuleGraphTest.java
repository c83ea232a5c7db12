package dev.millrace.pipeline;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The architecture: which module may import which, and what stays out of the small image. */
class ModuleGraphTest {
  private static final String ROOT = "dev.millrace.";

  /** Package of each module, and the packages of the modules it may import. */
  private static final Map<String, List<String>> GRAPH =
      Map.ofEntries(
          Map.entry("contract", List.of()),
          Map.entry("gpu", List.of("contract")),
          Map.entry("etl", List.of("contract")),
          Map.entry("mlflow", List.of("contract")),
          Map.entry("scoring", List.of("contract")),
          Map.entry("models", List.of("contract", "scoring", "gpu")),
          Map.entry("monitoring", List.of("contract")),
          Map.entry("tuning", List.of("contract", "models", "mlflow")),
          Map.entry("conformance", List.of()),
          Map.entry("serving", List.of("contract", "scoring", "monitoring", "mlflow")),
          Map.entry(
              "pipeline",
              List.of(
                  "contract",
                  "gpu",
                  "etl",
                  "mlflow",
                  "scoring",
                  "models",
                  "monitoring",
                  "tuning",
                  "serving")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.millrace");

  static Stream<String> modules() {
    return GRAPH.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void a_module_imports_only_the_modules_of_its_row(String module) {
    String[] allowed =
        Stream.concat(Stream.of(module), GRAPH.get(module).stream())
            .map(name -> ROOT + name + "..")
            .toArray(String[]::new);

    classes()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed).or(not(resideInAPackage("dev.millrace.."))))
        .check(CLASSES);
  }

  @Test
  void packages_are_acyclic() {
    slices().matching("dev.millrace.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void scoring_and_serving_need_neither_deeplearning4j_nor_duckdb() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + "scoring..", ROOT + "serving..", ROOT + "monitoring..", ROOT + "contract..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.deeplearning4j..", "org.duckdb..", "org.nd4j.nativeblas..")
        .check(CLASSES);
  }

  @Test
  void only_evaluation_takes_the_test_rows() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "models.evaluate..", ROOT + "contract..")
        .should()
        .callMethod(dev.millrace.contract.rows.TestRows.class, "takeForEvaluation")
        .check(CLASSES);
  }

  @Test
  void every_module_of_the_build_is_in_the_graph() throws IOException {
    Path root = Path.of(System.getProperty("millrace.root"));
    try (Stream<Path> folders = Files.list(root)) {
      List<String> modules =
          folders
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> folder.getFileName().toString())
              .filter(name -> !name.equals("benchmarks") && !name.equals("examples"))
              .map(name -> name.equals("datavec-etl") ? "etl" : name)
              .toList();
      assertThat(modules).containsExactlyInAnyOrderElementsOf(GRAPH.keySet());
    }
  }
}
