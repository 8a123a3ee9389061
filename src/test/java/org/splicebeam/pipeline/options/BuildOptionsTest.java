package org.splicebeam.pipeline.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.splicebeam.pipeline.Ran;
import org.splicebeam.pipeline.dataset.TinyInput;

/** Options that will not do: exit code 2, one sentence, and nothing written. */
class BuildOptionsTest {
  @TempDir Path folder;
  private TinyInput input;

  @BeforeEach
  void writeInput() throws IOException {
    input = TinyInput.in(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--hardThreshold=-0.1 | --hardThreshold is '-0.1'; it is a number that is finite and not negative",
        "--hardThreshold=NaN | --hardThreshold is 'NaN'; it is a number that is finite and not negative",
        "--hardThreshold=1e999 | --hardThreshold is '1e999'; it is a number that is finite and not negative",
        "--hardThreshold=0x1p3 | --hardThreshold is '0x1p3'; it is a number that is finite and not negative",
        "--hardThreshold=1f | --hardThreshold is '1f'; it is a number that is finite and not negative",
        "--easyRatio=Infinity | --easyRatio is 'Infinity'; it is a number that is finite and not negative",
        "--easyRatio=half | --easyRatio is 'half'; it is a number that is finite and not negative",
        "--easyRatio= | --easyRatio is ''; it is a number that is finite and not negative",
        "--nearRatio=-1 | --nearRatio is '-1'; it is all, or a number that is finite and not negative",
        "--nearRatio=ALL | --nearRatio is 'ALL'; it is all, or a number that is finite and not negative",
        "--nearRatio= | --nearRatio is ''; it is all, or a number that is finite and not negative",
        "--negatives=both | --negatives is 'both'; it can be rules, strata",
        "--negativeRatio=8 | --negativeRatio is an option of --negatives=strata, but the negatives are those of rules: leave it out, or say --negatives=strata",
        "--negativeRatio=0 | --negativeRatio is an option of --negatives=strata, but the negatives are those of rules: leave it out, or say --negatives=strata",
        "--window=-1 | --window is '-1'; it is a whole number from 0 to 1099511627776",
        "--window=7.5 | --window is '7.5'; it is a whole number from 0 to 1099511627776",
        "--window=٧ | --window is '٧'; it is a whole number from 0 to 1099511627776",
        "--seed=-1 | --seed is '-1'; it is a whole number from 0 to 2147483647",
        "--seed=2147483648 | --seed is '2147483648'; it is a whole number from 0 to 2147483647",
        "--seed=99999999999999999999 | --seed is '99999999999999999999'; it is a whole number from 0 to 2147483647",
        "--downsample=genes | --downsample is 'genes'; it can be gene, dataset, none",
        "--downsample=GENE | --downsample is 'GENE'; it can be gene, dataset, none",
        "--transcriptJoin=longest | --transcriptJoin is 'longest'; it can be representative, row",
        "--compression=gzip | --compression is 'gzip'; it can be zstd, snappy, none",
        "--positionIdMode=hybrid | --positionIdMode is 'hybrid', but this version has genomic only",
        "--genePolicy=some | --genePolicy is 'some'; it can be all or custom",
        "--genePolicy=custom | --genePolicy=custom needs --genesFile, a list of gene ids or names",
        "--geneColumn=id | --geneColumn is 'id', but there is no --genesFile that could have it",
        "--geneTypes=a,,b | --geneTypes is 'a,,b'; it is a list with commas and without empty items",
        "--chromosomes= | --chromosomes is ''; it is a list with commas and without empty items",
        "--partRows=0 | --partRows is '0'; it is a whole number from 1 to 1000000",
        "--partRows=many | --partRows is 'many'; it is a whole number from 1 to 1000000",
        "--rowGroupRows=1000001 | --rowGroupRows is '1000001'; it is a whole number from 1 to 1000000",
        "--maxRejectedFraction=1.01 | --maxRejectedFraction is '1.01'; it is a number from 0 to 1",
        "--maxRejectedFraction=1% | --maxRejectedFraction is '1%'; it is a number from 0 to 1",
        "--siteAgreement=1.01 | --siteAgreement is '1.01'; it is a number from 0 to 1",
        "--siteAgreement=-0.5 | --siteAgreement is '-0.5'; it is a number from 0 to 1",
        "--kmerSizes=9 | --kmerSizes is '9'; it is a list of sizes from 1 to 8, such as 3,6, or 0 for none",
        "--kmerSizes=3,x | --kmerSizes is '3,x'; it is a list of sizes from 1 to 8, such as 3,6, or 0 for none",
        "--kmerSizes=0,3 | --kmerSizes is '0,3'; it is a list of sizes from 1 to 8, such as 3,6, or 0 for none",
        "--kmerSizes=3, | --kmerSizes is '3,'; it is a list with commas and without empty items",
        "--extraColumns=a:float | --extraColumns has 'a:float'; write name:type with a type of double, string, int or long",
        "--extraColumns=a | --extraColumns has 'a'; write name:type with a type of double, string, int or long",
        "--extraColumns=position:long | --extraColumns names 'position', which is a column already",
        "--extraColumns=split:string | --extraColumns names 'split', which is the column of data sets that are split",
        "--extraColumns=splice_code:int | --extraColumns names 'splice_code', which is a column already",
        "--extraColumns=pred_code:int | --extraColumns names 'pred_code', which is a column already",
        "--extraColumns=strand_code:int | --extraColumns names 'strand_code', which is a column already",
        "--extraColumns=gene_type_code:int | --extraColumns names 'gene_type_code', which is a column already",
        "--extraColumns=sequence:string | --extraColumns names 'sequence', which is a column already",
        "--extraColumns=a:int,a:int | --extraColumns names 'a', which is a column already",
        "--extraColumns=_1mer_A:int | --extraColumns names '_1mer_A', which is the name of a k-mer column",
        "--extraColumns=6mer_ACGTAC:int | --extraColumns names '6mer_ACGTAC', which is the name of a k-mer column",
        "--extraColumns=a-b:int | --extraColumns names 'a-b', which is no name of letters, digits and _",
        "--parallelism=0 | --parallelism is '0'; it is a whole number from 1 to 1024",
        "--parallelism=all | --parallelism is 'all'; it is a whole number from 1 to 1024",
        "--parallelism | --parallelism is ''; it is a whole number from 1 to 1024",
        "--overwrite=maybe | --overwrite is 'maybe'; it is true or false, and true where it stands alone",
        "--runner=SparkRunner | --runner is 'SparkRunner', which the runner cannot take: Unknown 'runner' specified 'SparkRunner', supported pipeline runners [DataflowRunner, DirectRunner, FlinkRunner, PortableRunner, TestDataflowRunner, TestFlinkRunner, TestUniversalRunner]",
        "--runner=TestFlinkRunner | --runner=TestFlinkRunner is not in this distribution",
        "--latencyTrackingInterval=x | --latencyTrackingInterval is 'x', which the runner cannot take: not a valid `java.lang.Long` value",
        "--windw=3 | unknown option '--windw'; did you mean --window?",
        "--gft=a | unknown option '--gft'; did you mean --gtf?",
        "--kmersizes=3 | unknown option '--kmersizes'; did you mean --kmerSizes?",
        "--paralelism=3 | unknown option '--paralelism'; did you mean --parallelism?",
        "--zzz | unknown option '--zzz'",
        "-x | unknown option '-x'",
        "stray | 'stray' is no option: write --name=value"
      })
  void aBadOptionIsToldInOneSentence(String argument, String sentence) throws IOException {
    String[] command = Stream.concat(flinkBuild(), Stream.of(argument)).toArray(String[]::new);

    assertThat(Ran.command(command), is(Ran.refused("build", sentence)));
    assertThat(Files.exists(input.output()), is(false));
  }

  /** A text of a mebibyte could not be read back from dataset.json. */
  @ParameterizedTest
  @CsvSource({"--title, 1000", "--citation, 20000", "--license, 1000", "--baseModel, 1000"})
  void aTextThatIsTooLongIsRefused(String name, int most) throws IOException {
    String[] command =
        Stream.concat(flinkBuild(), Stream.of(name + "= " + "`".repeat(most + 1) + "\n"))
            .toArray(String[]::new);

    assertThat(
        Ran.command(command),
        is(
            Ran.refused(
                "build",
                "%s has %s characters, and %s are the most: shorten it"
                    .formatted(name, most + 1, most))));
    assertThat(Files.exists(input.output()), is(false));
  }

  /** Also where the value is the default, and where nothing is sampled. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--negatives=strata --hardThreshold=0.15 | --hardThreshold rules strata",
        "--negatives=strata --window=75 | --window rules strata",
        "--negatives=strata --window=5 --downsample=none | --window rules strata",
        "--negatives=strata --easyRatio=0.5 | --easyRatio rules strata",
        "--negatives=strata --nearRatio=all | --nearRatio rules strata",
        "--negatives=strata --nearRatio=0 --negativeRatio=8 | --nearRatio rules strata",
        "--negatives=rules --negativeRatio=8 | --negativeRatio strata rules",
        "--negativeRatio=8 --downsample=none | --negativeRatio strata rules",
        "--negatives=rules --nearRatio=1 --negativeRatio=2 | --negativeRatio strata rules"
      })
  void anOptionOfTheOtherKindOfNegativesIsRefused(String arguments, String words)
      throws IOException {
    String[] command =
        Stream.concat(flinkBuild(), Arrays.stream(arguments.split(" "))).toArray(String[]::new);
    String[] word = words.split(" ");

    assertThat(
        Ran.command(command),
        is(
            Ran.refused(
                "build",
                "%s is an option of --negatives=%s, but the negatives are those of %s: leave it out, or say --negatives=%s"
                    .formatted(word[0], word[1], word[2], word[1]))));
    assertThat(Files.exists(input.output()), is(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "NaN", "Infinity", "half", ""})
  void theRatioOfStrataIsANumber(String text) {
    String[] command =
        Stream.concat(flinkBuild(), Stream.of("--negatives=strata", "--negativeRatio=" + text))
            .toArray(String[]::new);

    assertThat(
        Ran.command(command),
        is(
            Ran.refused(
                "build",
                "--negativeRatio is '%s'; it is a number that is finite and not negative"
                    .formatted(text))));
  }

  /** Those that end a command line, or come twice. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--window | --window has no value: write --window=BASES",
        "--input --gtf=x | --input has no value: write --input=PATH",
        "--seed=1 --seed=2 | --seed is given twice: write it once",
        "--window 3 4 | '4' is no option: write --name=value"
      })
  void aCommandLineThatCannotBeReadIsTold(String arguments, String sentence) {
    assertThat(
        Ran.command(
            Stream.concat(Stream.of("build"), Arrays.stream(arguments.split(" ")))
                .toArray(String[]::new)),
        is(Ran.refused("build", sentence)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--input | --scores or --input is missing: it names a base model's scores or analysis tables",
        "--gtf | --gtf is missing: it names the file of the annotation",
        "--output | --output is missing: it names the folder of the data set"
      })
  void whatABuildNeedsIsNamed(String option, String sentence) {
    String[] without = flinkBuild().filter(a -> !a.startsWith(option + "=")).toArray(String[]::new);
    String[] empty =
        flinkBuild().map(a -> a.startsWith(option + "=") ? option + "=" : a).toArray(String[]::new);

    assertThat(Ran.command(without), is(Ran.refused("build", sentence)));
    assertThat(Ran.command(empty), is(Ran.refused("build", sentence)));
    assertThat(Files.exists(input.output()), is(false));
  }

  @Test
  void allThatABuildNeedsIsNamedAtOnce() {
    assertThat(
        Ran.command("build"),
        is(
            Ran.refused(
                "build",
                "--scores or --input, --gtf and --output are missing: they name a base model's scores"
                    + " or analysis tables, the file of the annotation and the folder of the data"
                    + " set")));
    assertThat(
        Ran.command("build", "--gtf=a.gtf", "--annotationCache="),
        is(
            Ran.refused(
                "build",
                "--scores or --input, --annotationCache and --output are missing: they name a base"
                    + " model's scores or analysis tables, the folder that keeps gene models and"
                    + " the folder of the data set")));
    assertThat(
        Ran.command("annotate"),
        is(
            Ran.refused(
                "annotate",
                "--gtf and --annotationCache are missing: they name the file of the annotation and"
                    + " the folder that keeps gene models")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--useDataStreamForBatch", "--reIterableGroupByKeyResult"})
  void whatHoldsAPartInMemoryIsRefusedOnFlink(String option) {
    String sentence = option + " holds all rows of a part in memory, several times: leave it out";

    for (String written : new String[] {option, option + "=true"}) {
      assertThat(
          Ran.command(Stream.concat(flinkBuild(), Stream.of(written)).toArray(String[]::new)),
          is(Ran.refused("build", sentence)));
    }
    assertThat(Files.exists(input.output()), is(false));
  }

  @Test
  void anAnswerToHelpIsComplete() {
    Ran help = Ran.command("build", "--help");

    assertThat(help.exitCode(), is(0));
    assertThat(help.err(), is(""));
    assertThat(help.out().lines().filter(line -> line.length() > 80).toList().toString(), is("[]"));
    String options =
        help.out()
            .lines()
            .filter(line -> line.startsWith("      --"))
            .map(line -> line.strip().split("[= ]")[0])
            .reduce("", (all, name) -> all + " " + name);
    assertThat(
        options,
        is(
            " --scores --fasta --input --gtf --spliceSites --stripIdVersions --chromAliases --annotationCache"
                + " --output --overwrite --resume --takeOver --partRows --rowGroupRows --compression"
                + " --genePolicy --genesFile --geneColumn --geneTypes --chromosomes"
                + " --callThreshold --siteTolerance --sequenceFlank --donorOffset --acceptorOffset --offsetCheck"
                + " --downsample --negatives --hardThreshold --window --nearRatio --easyRatio --negativeRatio"
                + " --seed --positionIdMode"
                + " --kmerSizes --dropRepeatKmers --keepSequence --extraColumns --transcriptJoin"
                + " --splits --fractions --testChromosomes --validationChromosomes --paralogs --paralogContainment"
                + " --maxRejectedFraction --siteAgreement --onBadFile --leakageLimit --allowLeak"
                + " --baseModel --title --citation --license --baseModelTrainedOn --options --quiet --logFormat"));
    List<String> titles = help.out().lines().filter(line -> line.matches("[A-Z][a-z ]*:")).toList();
    assertThat(
        titles,
        is(
            List.of(
                "Input:",
                "Output:",
                "Which genes and chromosomes:",
                "Labels from scores:",
                "Which rows:",
                "Which columns:",
                "Splits:",
                "What ends a build:",
                "What the data set says of itself:",
                "Running:")));
    String end =
        """
        From a base model's scores, and from tables (splicebeam simulate --output=genome
        makes these files):

          splicebeam build --scores=genome/scores --fasta=genome/genome.fa \\
            --gtf=genome/annotation.gtf --splits=gene --output=dataset
          splicebeam build --input=genome/analysis --gtf=genome/annotation.gtf \\
            --spliceSites=genome/splice_sites.tsv --output=dataset_of_tables
        """;
    assertThat(help.out(), endsWith(end));
  }

  private Stream<String> flinkBuild() {
    return input.build().stream()
        .filter(a -> !a.startsWith("--runner") && !a.startsWith("--kmerSizes"));
  }
}
