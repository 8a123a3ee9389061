package org.splicebeam.pipeline.help;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.pipeline.Main;
import org.splicebeam.pipeline.Ran;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What is suggested for an option or a command that is none, and for what nothing is. */
class SuggestionTest {
  /** The command's options but for these are not read: each would end the command otherwise. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "build | --out=x | '--out'; did you mean --output?",
        "build | --out x | '--out'; did you mean --output?",
        "build | -o x | '-o'; did you mean --output?",
        "build | -output=x | '-output'; did you mean --output?",
        "build | -output x | '-output'; did you mean --output?",
        "build | –output=x | '–output'; did you mean --output?",
        "build | —output=x | '—output'; did you mean --output?",
        "build | ---output=x | '---output'; did you mean --output?",
        "build | --OUTPUT=x | '--OUTPUT'; did you mean --output?",
        "build | --outptu=x | '--outptu'; did you mean --output?",
        "build | --out-dir=x | '--out-dir'; did you mean --output?",
        "build | --threads=4 | '--threads'; did you mean --parallelism?",
        "build | --cores=4 | '--cores'; did you mean --parallelism?",
        "build | --jobs=4 | '--jobs'; did you mean --parallelism?",
        "build | -t 4 | '-t'; did you mean --parallelism?",
        "build | -j 4 | '-j'; did you mean --parallelism?",
        "build | -j4 | '-j4'; did you mean --parallelism?",
        "build | --Parallelism=4 | '--Parallelism'; did you mean --parallelism?",
        "build | --kmers=6 | '--kmers'; did you mean --kmerSizes?",
        "build | --k=6 | '--k'; did you mean --kmerSizes?",
        "build | -k6 | '-k6'; did you mean --kmerSizes?",
        "build | --kmer-size=6 | '--kmer-size'; did you mean --kmerSizes?",
        "build | --kmer-sizes=6 | '--kmer-sizes'; did you mean --kmerSizes?",
        "build | --kmer_sizes=6 | '--kmer_sizes'; did you mean --kmerSizes?",
        "build | --fa=x | '--fa'; did you mean --fasta?",
        "build | --genome=x | '--genome'; did you mean --fasta?",
        "build | --reference=x | '--reference'; did you mean --fasta?",
        "build | --annotation=x | '--annotation'; did you mean --gtf?",
        "build | --gff=x | '--gff'; did you mean --gtf?",
        "build | --genes=x | '--genes'; did you mean --genesFile?",
        "build | --hard-threshold=1 | '--hard-threshold'; did you mean --hardThreshold?",
        "build | --flink-master=h:1 | '--flink-master'; did you mean --flinkMaster?",
        "build | --force | '--force'; did you mean --overwrite?",
        "build | --validatonChromosome=1 | '--validatonChromosome'; did you mean --validationChromosomes?",
        "build | --rowsPerGene=3 | '--rowsPerGene': it is an option of simulate",
        "build | --rows-per-gene 3 | '--rows-per-gene': it is an option of simulate",
        "build | --json | '--json': it is an option of validate",
        "annotate | --gff3=x | '--gff3'; did you mean --gtf?",
        "annotate | --cache=x | '--cache'; did you mean --annotationCache?",
        "annotate | --out=x | '--out'; did you mean --annotationCache?",
        "annotate | --output x | '--output'; did you mean --annotationCache?",
        "annotate | --window=3 | '--window': it is an option of build",
        "annotate | --threads=3 | '--threads'; did you mean --parallelism?",
        "simulate | --out=x | '--out'; did you mean --output?",
        "simulate | --output=x --rows=3 | '--rows'; did you mean --rowsPerGene?",
        "simulate | --genesFile=x | '--genesFile': it is an option of build",
        "schema | --kmers=3 | '--kmers'; did you mean --kmerSizes?",
        "schema | -kmerSizes=3 | '-kmerSizes'; did you mean --kmerSizes?",
        "schema | --of-scores | '--of-scores'; did you mean --ofScores?",
        "schema | --output=x | '--output': it is an option of build and simulate",
        "validate | --input=x | '--input': it is an option of build",
        "validate | x --jsn | '--jsn'; did you mean --json?",
        "simulate | --flink-master h:1 | '--flink-master': it is an option of a runner, and simulate has none",
        "report | --kmerSizes=3 | '--kmerSizes': it is an option of build and schema"
      })
  void anOptionIsSuggested(String command, String words, String told) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(words.split(" ")));
    assertThat(Ran.command(all), is(Ran.refused(command, "unknown option %s".formatted(told))));
  }

  /** Each is near enough to something that a guess could be made, which would lead astray. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--verbose",
        "--zzz",
        "--dry-run",
        "--memory=4g",
        "--mem=4",
        "-x",
        "--x",
        "-n",
        "--id=1",
        "--rows=3",
        "--gene=x1y2",
        "--strand=+",
        "--debug",
        "--flag",
        "--stride=3",
        "--length=3",
        "--ratio=3",
        "--test=3",
        "--train=1",
        "--batch=3",
        "--min=1",
        "--max-rows=3"
      })
  void nothingFarFetchedIsSuggested(String word) {
    String name = word.replaceFirst("=.*", "");
    assertThat(
        Ran.command("build", word),
        is(Ran.refused("build", "unknown option '%s'".formatted(name))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bulid | ; did you mean build?",
        "biuld | ; did you mean build?",
        "BUILD | ; did you mean build?",
        "--build | ",
        "run | ; did you mean build?",
        "check | ; did you mean validate?",
        "validat | ; did you mean validate?",
        "simulat | ; did you mean simulate?",
        "demo | ; did you mean simulate?",
        "columns | ; did you mean schema?",
        "reprot | ; did you mean report?",
        "complete | ; did you mean completion?",
        "train | : splicebeam makes data sets, and docs/training.md tells how to train on one",
        "fit | : splicebeam makes data sets, and docs/training.md tells how to train on one",
        "dataset/ | ",
        "foo | ",
        "x | ",
        "bill | "
      })
  void aCommandIsSuggested(String word, String meant) {
    String kind = word.startsWith("-") ? "option" : "command";
    String sentence =
        "splicebeam: unknown %s '%s'%s\nHelp: splicebeam --help\n"
            .formatted(kind, word, meant == null ? "" : meant);
    assertThat(Ran.command(word), is(new Ran(2, "", sentence)));
    if (kind.equals("command")) {
      assertThat(Ran.command("help", word), is(new Ran(2, "", sentence)));
    }
  }

  @Test
  void aWordThatIsAnOptionWithoutDashesIsToldSo() {
    assertThat(
        Ran.command("build", "output=x"),
        is(
            Ran.refused(
                "build", "'output=x' is no option: write --name=value; did you mean --output?")));
    assertThat(
        Ran.command("build", "genome"),
        is(Ran.refused("build", "'genome' is no option: write --name=value")));
    assertThat(
        Ran.command("build", "-5"),
        is(Ran.refused("build", "'-5' is no option: write --name=value")));
    assertThat(
        Ran.command("validate", "--threads=4"),
        is(Ran.refused("validate", "unknown option '--threads'")));
    assertThat(Ran.command("validate", "-j4"), is(Ran.refused("validate", "unknown option '-j4'")));
    assertThat(
        Ran.command("validate", "a", "b"),
        is(Ran.refused("validate", "unexpected argument 'b': validate takes one DIR")));
    assertThat(
        Ran.command("validate"),
        is(Ran.refused("validate", "DIR is missing: it names the data set's folder")));
  }

  /** In Turkish the small letter of I has no dot. */
  @Test
  void noLocaleChangesASpelling() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(
          Ran.command("build", "--INPUT=x"),
          is(Ran.refused("build", "unknown option '--INPUT'; did you mean --input?")));
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Every option of every command, in the spellings of other programs. */
  @Test
  void everySpellingOfAnOptionIsKnown() {
    Map<String, String> found = new TreeMap<>();
    Map<String, String> expected = new TreeMap<>();
    for (CommandLine command : Main.commandLine().getSubcommands().values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        String name = option.longestName();
        String kebab = name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        String snake = name.substring(2).replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        for (String typed :
            List.of(kebab + "=3", "--" + snake, name.toUpperCase(Locale.ROOT), name.substring(1))) {
          String key = command.getCommandName() + " " + typed;
          expected.put(key, "; did you mean " + name + "?");
          found.put(key, Suggestion.forOption(typed, command.getCommandSpec(), List.of()));
        }
      }
    }
    assertThat(found, is(expected));
  }
}
