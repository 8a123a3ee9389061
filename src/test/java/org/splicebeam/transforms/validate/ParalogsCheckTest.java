package org.splicebeam.transforms.validate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.splicebeam.transforms.publish.OutputFolder;

/** What validate finds in a table of genes that are alike. */
class ParalogsCheckTest {
  @TempDir private Path folder;

  private final SmallDataset small = new SmallDataset().splitByChromosome().withParalogs();

  private List<String> lines() throws IOException {
    small.writeTo(folder);
    return DatasetValidator.validate(OutputFolder.at(folder.toString()), Optional.empty())
        .findings()
        .stream()
        .map(Finding::line)
        .toList();
  }

  private List<String> linesWith(String from, String to) throws IOException {
    String whole = small.paralogs;
    small.paralogs = whole.replace(from, to);
    List<String> lines = lines();
    small.paralogs = whole;
    return lines;
  }

  @Test
  void aWholeTableHasNoFinding() throws IOException {
    assertThat(lines(), empty());
  }

  @Test
  void whatIsNoTableOfPairsIsFound() throws IOException {
    assertThat(
        linesWith("words,other_words", "other_words,words"),
        contains("paralogs.csv: its columns are not those of a table of paralogs"));
    assertThat(
        linesWith("0.400000,train", "0.400000"),
        contains("paralogs.csv: it has another number of cells in line 2 than in its header"));
  }

  @Test
  void figuresThatDoNotFitAreFound() throws IOException {
    assertThat(
        linesWith("20,30,8,0.400000", "20,30,8,0.5"),
        contains(
            "paralogs.csv: 1 pair: containment is shared_words by the smaller of words and"
                + " other_words; first ALPHA and BETA: 0.5"));
    assertThat(
        linesWith("20,30,8,0.400000", "20,30,7,0.350000"),
        contains(
            "paralogs.csv: 1 pair: shared_words is 8 or more, and no more than words and"
                + " other_words; first ALPHA and BETA: 7"));
    assertThat(
        linesWith("20,30,8,0.400000", "81,90,8,0.098765"),
        contains(
            "paralogs.csv: 1 pair: containment is options.paralogContainment or more; first ALPHA"
                + " and BETA: 0.098765"));
  }

  @Test
  void splitsThatAreNotThoseOfTheManifestAreFound() throws IOException {
    assertThat(
        linesWith("train,validation,train,validation,", "train,validation,train,test,moved"),
        contains(
            "paralogs.csv: 1 pair: other_split is that of gene_manifest.csv, and empty for a gene"
                + " that is not there; first ALPHA and BETA: 'test', not 'validation'"));
    assertThat(
        linesWith("train,validation,train,validation,", "first,validation,train,validation,moved"),
        contains(
            "paralogs.csv: 1 pair: split_before is a split; first ALPHA and BETA: first",
            "dataset.json: 1 gene: split is that of options.splits and options.seed; first ALPHA:"
                + " first, not train"));
    assertThat(
        linesWith("train,validation,train,validation,", "train,validation,train,validation,moved"),
        contains("paralogs.csv: 1 pair: done says what was done; first ALPHA and BETA: moved"));
  }

  @Test
  void genesThatAreCalledOrOrderedOtherwiseAreFound() throws IOException {
    assertThat(
        linesWith("ALPHA,A1,BETA,,20", "ALPHA,A2,BETA,B,20"),
        contains(
            "paralogs.csv: 1 pair: gene_name is that of gene_manifest.csv; first ALPHA and BETA:"
                + " A2",
            "paralogs.csv: 1 pair: other_gene_name is that of gene_manifest.csv; first ALPHA and"
                + " BETA: B"));
    assertThat(
        linesWith("BETA,,GAMMA,,30,40,12", "GAMMA,,BETA,,40,30,12"),
        contains(
            "paralogs.csv: 1 pair: the gene that is first in genome order is told first; first"
                + " GAMMA and BETA: the other way round"));
    assertThat(
        linesWith("BETA,,GAMMA,,30,40,12", "BETA,,BETA,,30,40,12"),
        contains(
            "paralogs.csv: 1 pair: the gene that is first in genome order is told first; first"
                + " BETA and BETA: the other way round"));
    List<String> lines = small.paralogs.lines().toList();
    small.paralogs = String.join("\n", lines.get(0), lines.get(2), lines.get(1)) + "\n";
    assertThat(
        lines(),
        contains(
            "paralogs.csv: 1 pair: pairs are in genome order; first ALPHA and BETA: after BETA and"
                + " GAMMA"));
  }

  @Test
  void aPairThatAMoveLeavesApartIsFound() throws IOException {
    small.options.put("paralogs", "move");
    small.paralogFigures.put("movedGenes", 1);
    assertThat(
        lines(),
        contains(
            "paralogs.csv: 1 pair: genes that are alike share a split after move; first ALPHA and"
                + " BETA: train and validation"));
  }

  @Test
  void figuresOfDatasetJsonThatAreNotThoseOfThePairsAreFound() throws IOException {
    small.paralogFigures.put("pairs", 3).put("sketchedGenes", 2);
    assertThat(
        lines(),
        contains(
            "dataset.json: paralogs.pairs is 3, the pairs of paralogs.csv make 2",
            "dataset.json: paralogs.sketchedGenes is 2, the pairs of paralogs.csv have 3"));
  }
}
