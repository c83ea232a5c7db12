package dev.millrace.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contract.error.ErrorCode;
import dev.millrace.contract.error.MillraceException;
import dev.millrace.contract.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPackageTest {
  @TempDir Path folder;

  static Stream<String> checkedFiles() {
    return GoldenPackage.names().stream().filter(name -> !name.equals(PackageFiles.CHECKSUMS));
  }

  @Test
  void a_package_of_format_1_loads() {
    ModelPackage loaded = ModelPackage.load(GoldenPackage.folder());

    assertThat(loaded.manifest().name()).isEqualTo("small");
    assertThat(loaded.manifest().network()).isEqualTo("mlp");
    assertThat(loaded.contract().columnNames())
        .containsExactly("tenure", "charges", "senior", "since", "seen", "contract", "region");
    assertThat(loaded.encoder().width()).isEqualTo(15);
    assertThat(loaded.calibration()).isEqualTo(new Calibration.Platt(1.5, -0.25));
    assertThat(loaded.threshold()).isEqualTo(0.375);
  }

  @ParameterizedTest
  @MethodSource("checkedFiles")
  void a_changed_byte_is_refused_with_the_name_of_its_file(String name) throws IOException {
    Path copy = copy();
    flipByte(copy.resolve(name), Files.size(copy.resolve(name)) / 2);

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessage(
            copy + ": " + name + " was changed: its SHA-256 is not that of checksums.sha256.");
  }

  @Test
  void any_changed_byte_of_the_checksums_is_refused() throws IOException {
    Path copy = copy();
    Path checksums = copy.resolve(PackageFiles.CHECKSUMS);
    byte[] original = Files.readAllBytes(checksums);
    for (int at = 0; at < original.length; at++) {
      flipByte(checksums, at);
      assertRefused(() -> ModelPackage.load(copy)).hasMessageStartingWith(copy + ": ");
      Files.write(checksums, original);
    }
    ModelPackage.load(copy);
  }

  @ParameterizedTest
  @MethodSource("checkedFiles")
  void a_missing_file_is_named(String name) throws IOException {
    Path copy = copy();
    Files.delete(copy.resolve(name));

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessage(copy + ": " + name + " is missing, but checksums.sha256 names it.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes.txt", "more/notes.txt", ".hidden"})
  void an_added_file_is_named(String name) throws IOException {
    Path copy = copy();
    Files.createDirectories(copy.resolve(name).getParent());
    Files.writeString(copy.resolve(name), "hello");

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessage(copy + ": " + name + " was added: checksums.sha256 does not name it.");
  }

  @Test
  void several_differences_are_reported_at_once() throws IOException {
    Path copy = copy();
    Files.delete(copy.resolve("model.onnx"));
    flipByte(copy.resolve("MLmodel"), 3);

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessage(copy + ": 2 files are not as packaged: MLmodel, model.onnx.")
        .asInstanceOf(InstanceOfAssertFactories.type(MillraceException.class))
        .extracting(MillraceException::problems)
        .asInstanceOf(InstanceOfAssertFactories.list(Problem.class))
        .extracting(Problem::place)
        .containsExactly("MLmodel", "model.onnx");
  }

  @Test
  void a_package_of_another_format_is_refused_with_both_versions() throws IOException {
    Path copy = copy();
    rewrite(copy, "millrace.json", "\"format\" : 1", "\"format\" : 2");

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessage(
            copy.resolve("millrace.json")
                + ": expected a package of format 1, but it is of format 2.")
        .hasFieldOrPropertyWithValue(
            "hint",
            "Score it with the version of Millrace that wrote it, or run its recipe again.");
  }

  @Test
  void a_golden_row_with_another_answer_is_refused() throws IOException {
    Path copy = copy();
    rewrite(copy, "golden.jsonl", "\"raw\":0.36887484788894653", "\"raw\":0.378875");

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessageStartingWith(copy.resolve("golden.jsonl") + ":1: the network gives 0.36887")
        .hasMessageEndingWith(", but the trained model gave 0.378875 (allowed difference 1.0E-5).");
  }

  @Test
  void another_calibration_than_that_of_training_is_refused() throws IOException {
    Path copy = copy();
    rewrite(copy, "calibration.json", "\"slope\" : 1.5", "\"slope\" : 1.4");

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessageStartingWith(copy.resolve("golden.jsonl") + ":1: the calibration gives ");
  }

  @Test
  void a_contract_of_other_columns_is_refused() throws IOException {
    Path copy = copy();
    rewrite(copy, "contract.json", "\"tenure\"", "\"months\"");

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessageStartingWith(copy.resolve("encoder.json") + ": expected the columns [months, ");
  }

  @Test
  void an_encoder_that_is_no_encoder_is_refused() throws IOException {
    Path copy = copy();
    rewrite(copy, "encoder.json", "RobustEncoding", "NoSuchEncoding");

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessageStartingWith(
            copy.resolve("encoder.json") + ": expected the JSON of an encoder: ");
  }

  @Test
  void a_network_that_is_no_network_is_refused() throws IOException {
    Path copy = copy();
    Files.writeString(copy.resolve("model.onnx"), "hello");
    Checksums.write(copy);

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessageStartingWith("ONNX Runtime cannot load the network: ");
  }

  @Test
  void a_path_without_anything_is_refused() {
    Path nowhere = folder.resolve("nowhere");

    assertRefused(() -> ModelPackage.load(nowhere))
        .hasMessage("There is no model package at " + nowhere + ".")
        .hasFieldOrPropertyWithValue("hint", "Give the folder 'model' of a run directory.");
  }

  @Test
  void a_file_is_refused() throws IOException {
    Path file = Files.writeString(folder.resolve("model.onnx"), "hello");

    assertRefused(() -> ModelPackage.load(file))
        .hasMessage(file + " is a file; a model package is a folder.");
  }

  @Test
  void an_empty_folder_is_refused() {
    assertRefused(() -> ModelPackage.load(folder))
        .hasMessage(folder + " is not a model package: it has no checksums.sha256.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"millrace.json", "contract.json", "encoder.json", "model.onnx", "golden.jsonl"})
  void a_folder_with_checksums_of_something_else_is_refused(String name) throws IOException {
    Path copy = copy();
    Files.delete(copy.resolve(name));
    Checksums.write(copy);

    assertRefused(() -> ModelPackage.load(copy))
        .hasMessage(copy + " is not a model package: it has no " + name + ".");
  }

  private Path copy() throws IOException {
    return GoldenPackage.copyTo(folder.resolve("model"));
  }

  private static void rewrite(Path copy, String name, String from, String to) throws IOException {
    Path file = copy.resolve(name);
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replaceFirst(Pattern.quote(from), to));
    Checksums.write(copy);
  }

  private static void flipByte(Path file, long at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[(int) at] ^= 0x20;
    Files.write(file, bytes);
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MillraceException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_INVALID));
  }
}
