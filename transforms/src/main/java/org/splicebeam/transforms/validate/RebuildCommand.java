package org.splicebeam.transforms.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.splicebeam.transforms.publish.OutputFolder;
import org.splicebeam.transforms.publish.ShellWord;

/** The command in {@code run.json}, changed so that it goes on with the build of a folder. */
public final class RebuildCommand {
  static final String RUN = "run.json";

  private static final String PRODUCT = "splicebeam";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WORD = "('(?:[^']|'\\\\'')*'|\\S+)";
  private static final Pattern STARTS_ANEW =
      Pattern.compile(" (--overwrite(=\\S*)?|--resume[= ]never)(?= |$)");
  private static final Pattern OUTPUT =
      Pattern.compile(" (--output[= ]" + WORD + "|'--output=(?:[^']|'\\\\'')*')(?= |$)");

  private RebuildCommand() {}

  /**
   * The command without the options that would start anew, and with the folder as its output, in
   * case the folder was moved. It calls splicebeam in the way in which it was called now, as the
   * launcher says. Empty where the folder has no command.
   */
  public static Optional<String> read(OutputFolder folder) throws IOException {
    Optional<byte[]> run = folder.store().read(RUN);
    if (run.isEmpty()) {
      return Optional.empty();
    }
    try {
      String command =
          JSON.readTree(new String(run.get(), StandardCharsets.UTF_8)).path("command").asText();
      return command.isEmpty() ? Optional.empty() : Optional.of(resuming(command, folder.path()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static String resuming(String command, String folder) {
    String output = Matcher.quoteReplacement(" " + ShellWord.of("--output=" + folder));
    String resuming =
        OUTPUT.matcher(STARTS_ANEW.matcher(command).replaceAll("")).replaceAll(output);
    return resuming.startsWith(PRODUCT + " ")
        ? ShellWord.of(System.getProperty("splicebeam.command", PRODUCT))
            + resuming.substring(PRODUCT.length())
        : resuming;
  }
}
