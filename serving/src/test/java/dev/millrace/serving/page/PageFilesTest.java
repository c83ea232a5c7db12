package dev.millrace.serving.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageFilesTest {
  private static final Path SOURCES = Path.of("src/main/resources/dev/millrace/serving/page");
  private static final Map<String, PageFile> FILES = PageFiles.load();

  private static String text(String path) {
    PageFile file = FILES.get(path);
    assertThat(file).as(path).isNotNull();
    return file.bytes().toString();
  }

  @Test
  void every_file_of_the_folder_is_served() throws IOException {
    Set<String> expected = new HashSet<>(Set.of("/", "/docs"));
    try (Stream<Path> files = Files.list(SOURCES)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".html"))
          .forEach(name -> expected.add("/page/" + name));
    }
    assertThat(FILES.keySet()).isEqualTo(expected);
  }

  @Test
  void each_file_has_a_type_and_a_tag_of_its_own() {
    assertThat(FILES.values())
        .allSatisfy(file -> assertThat(file.contentType()).isNotEmpty())
        .allSatisfy(file -> assertThat(file.etag()).matches("\"[0-9a-f]{16}\""));
    assertThat(FILES.values().stream().map(PageFile::etag)).doesNotHaveDuplicates();
  }

  @Test
  void nothing_is_asked_of_another_host() {
    FILES.forEach(
        (path, file) ->
            assertThat(file.bytes().toString().replace("http://www.w3.org/2000/svg", ""))
                .as(path)
                .doesNotContainPattern("https?://[a-z]"));
  }

  @Test
  void the_pages_hold_no_script_or_style_that_the_policy_refuses() {
    for (String path : Set.of("/", "/docs")) {
      assertThat(text(path))
          .doesNotContain("<style", " style=", "javascript:")
          .doesNotContainPattern("<script(?![^>]*\\ssrc=)")
          .doesNotContainPattern("\\son[a-z]+=");
    }
  }

  @Test
  void no_script_parses_html_from_texts() {
    FILES.keySet().stream()
        .filter(path -> path.endsWith(".js"))
        .forEach(
            path ->
                assertThat(text(path))
                    .as(path)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "eval("));
  }

  @Test
  void whatever_a_file_names_is_served_too() {
    Pattern named = Pattern.compile("(?:src|href)=\"(/page/[^\"]+)\"|from '\\./([^']+)'");
    FILES.forEach(
        (path, file) ->
            named
                .matcher(file.bytes().toString())
                .results()
                .map(m -> m.group(1) == null ? "/page/" + m.group(2) : m.group(1))
                .forEach(target -> assertThat(FILES).as(path).containsKey(target)));
  }
}
