package org.splicebeam.pipeline.help;

import static java.util.stream.Collectors.joining;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/**
 * {@code splicebeam completion}: prints the script by which a shell completes commands, options and
 * files. It has the words themselves, so that no TAB starts a JVM. It is none of picocli's: that
 * one completes neither the file of an option that is a text here, nor any value after {@code =}.
 */
@Command(
    name = "completion",
    description = "Prints a script by which bash and zsh complete commands, options and files.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "For this shell:",
      "",
      "  source <(splicebeam completion)",
      "",
      "For every new one (of zsh, in ~/.zshrc):",
      "",
      "  splicebeam completion >> ~/.bashrc"
    })
public final class CompletionCommand implements Runnable {
  /** Bash takes a word apart at its =, zsh does not. */
  private static final String SCRIPT =
      """
      # By this bash and zsh complete the words of splicebeam; "splicebeam completion" wrote it.
      if [ -n "$ZSH_VERSION" ]; then
        autoload -U +X compinit && compinit
        autoload -U +X bashcompinit && bashcompinit
      fi

      _splicebeam() {
        local word=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]} offered=
        local IFS=$' \\t\\n'
        COMPREPLY=()
        if [[ $word == --*=* ]]; then
          IFS=$'\\n'
          COMPREPLY=($(compgen -P "${word%%=*}=" -f -- "${word#*=}"))
          return
        fi
        [ "$COMP_CWORD" != 1 ] || command=
        case $command in
          '') offered="COMMANDS" ;;
          help) offered="COMMANDS" ;;
      OPTIONS
        esac
        case $command/$word in
          /* | help/* | */-*) COMPREPLY=($(compgen -W "$offered" -- "$word")) ;;
        esac
        if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && type compopt >/dev/null 2>&1; then
          compopt -o nospace
        fi
      }

      complete -o default -F _splicebeam splicebeam
      """;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    CommandSpec root = spec.root();
    String options =
        root.subcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(command -> !command.name().equals("help"))
            .map(c -> "    %s) offered=\"%s\" ;;".formatted(c.name(), options(c)))
            .collect(joining("\n"));
    String script =
        SCRIPT
            .replace("COMMANDS", String.join(" ", root.subcommands().keySet()))
            .replace("OPTIONS", options);
    spec.commandLine().getOut().print(script);
    spec.commandLine().getOut().flush();
  }

  private static String options(CommandSpec command) {
    return command.options().stream().map(CompletionCommand::completed).collect(joining(" "));
  }

  /** The option's name, and a = where a value follows. */
  private static String completed(OptionSpec option) {
    return option.longestName() + (option.arity().max() == 0 ? "" : "=");
  }
}
