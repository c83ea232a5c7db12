package dev.millrace.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WithoutFontsTest {
  private static final String NO_FONTS =
      """
      <?xml version="1.0"?>
      <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
      <fontconfig><dir>/nowhere</dir></fontconfig>
      """;

  @TempDir Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_machine_without_fonts_gets_a_page_that_says_why_there_are_no_charts() throws Exception {
    Path configuration = Files.writeString(folder.resolve("fonts.conf"), NO_FONTS);
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-XX:TieredStopAtLevel=1",
            "-Duser.home=" + folder, // where Java remembers the fonts it found earlier
            "-cp",
            System.getProperty("java.class.path"),
            SampleReport.class.getName(),
            folder.toString());
    java.environment().put("FONTCONFIG_FILE", configuration.toString());
    Process process = java.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    String page = Files.readString(folder.resolve("report.html"));
    assertThat(page).contains("Charts are not drawn:", "id=\"ranking\"", "ROC curve");
    assertThat(folder.resolve("plots")).doesNotExist();
  }
}
