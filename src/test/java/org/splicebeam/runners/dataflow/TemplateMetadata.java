package org.splicebeam.runners.dataflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.dataset.BuildCommand;
import org.splicebeam.transforms.publish.JsonText;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The Flex Template's parameters, as runners/dataflow/metadata.json has them: a build's options.
 */
final class TemplateMetadata {
  /** Those that say how a command line is read. */
  private static final Set<String> OF_THE_COMMAND_LINE = Set.of("--help", "--version", "--options");

  private static final Set<String> NEEDED = Set.of("--gtf", "--output");

  /** What Dataflow's form asks for, by what the help calls the value. */
  private static final Map<String, String> TYPES =
      Map.of("FILE", "GCS_READ_FILE", "DIR", "GCS_WRITE_FOLDER");

  private TemplateMetadata() {}

  static String render() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("name", "splicebeam");
    root.put(
        "description",
        "Builds the training set of a splice-site meta-model from a base model's scores and a genome, or from analysis tables, and an annotation.");
    ArrayNode parameters = root.putArray("parameters");
    for (OptionSpec option :
        Main.commandLine().getSubcommands().get(BuildCommand.NAME).getCommandSpec().options()) {
      if (!OF_THE_COMMAND_LINE.contains(option.longestName())) {
        describe(option, parameters.addObject());
      }
    }
    return JsonText.of(root);
  }

  private static void describe(OptionSpec option, ObjectNode parameter) {
    String name = option.longestName();
    boolean flag = option.type() == boolean.class;
    parameter.put("name", name.substring(2));
    parameter.put("label", name.substring(2) + (flag ? "" : " " + option.paramLabel()));
    parameter.put("helpText", String.join(" ", option.description()));
    parameter.put("paramType", TYPES.getOrDefault(option.paramLabel(), "TEXT"));
    if (!NEEDED.contains(name)) {
      parameter.put("isOptional", true);
    }
    if (flag) {
      parameter.putArray("regexes").add("^(true|false)$");
    }
  }
}
