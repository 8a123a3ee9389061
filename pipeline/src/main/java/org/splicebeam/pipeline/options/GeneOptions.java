package org.splicebeam.pipeline.options;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.splicebeam.schemas.genome.ChromosomeAliases;
import org.splicebeam.schemas.genome.IdVersions;
import org.splicebeam.transforms.genes.GenePolicy;
import picocli.CommandLine.Option;

/** The options that say which genes are built, and on which chromosomes. */
public final class GeneOptions {
  @Option(
      names = "--genePolicy",
      paramLabel = "POLICY",
      defaultValue = "all",
      description = "Genes to build: all, or custom with --genesFile (${DEFAULT-VALUE}).")
  private String genePolicy;

  @Option(
      names = "--genesFile",
      paramLabel = "FILE",
      description = "Gene ids or names: a .txt, one a line, or a table, .csv or .tsv.")
  private String genesFile;

  @Option(
      names = "--geneColumn",
      paramLabel = "NAME",
      description = "Column of that table (gene_id, else gene_name).")
  private String geneColumn;

  @Option(
      names = "--geneTypes",
      paramLabel = "TYPE,...",
      description = "Biotypes to build, such as protein_coding,lncRNA (all).")
  private String geneTypes;

  @Option(
      names = "--chromosomes",
      paramLabel = "NAME,...",
      description = "Chromosomes whose rows are used, with or without chr (all).")
  private String chromosomes;

  @Option(
      names = "--chromAliases",
      paramLabel = "FILE",
      description = {
        "Other names of chromosomes, by which tables and annotation match: a TSV of name and alias,",
        "or NCBI's assembly report as it is downloaded."
      })
  private String chromAliases;

  /** Null before it is read. */
  private ChromosomeAliases aliases;

  /** Which names mean one chromosome; the file is read once. */
  ChromosomeAliases aliases() {
    if (aliases == null) {
      aliases = ChromAliasFile.read(PathOption.file("--chromAliases", chromAliases));
    }
    return aliases;
  }

  /** Names of chromosomes as they are typed; empty for all. */
  Set<String> chromosomes() {
    return Set.copyOf(OptionText.list("--chromosomes", chromosomes));
  }

  /**
   * Which genes are built; reads the list of genes.
   *
   * @param stripIdVersions whether ids lose their version
   */
  GenePolicy policy(boolean stripIdVersions) {
    boolean custom =
        switch (genePolicy) {
          case "all" -> genesFile != null;
          case "custom" -> true;
          default ->
              throw new BadOptionException(
                  "--genePolicy is '%s'; it can be all or custom".formatted(genePolicy));
        };
    if (custom && genesFile == null) {
      throw new BadOptionException(
          "--genePolicy=custom needs --genesFile, a list of gene ids or names");
    }
    if (geneColumn != null && genesFile == null) {
      throw new BadOptionException(
          "--geneColumn is '%s', but there is no --genesFile that could have it"
              .formatted(geneColumn));
    }
    Set<String> types = Set.copyOf(OptionText.list("--geneTypes", geneTypes));
    return new GenePolicy(custom ? wantedGenes(stripIdVersions) : null, types);
  }

  /** The lists; a path is null where the option is not given. */
  List<PathOption> paths() {
    return List.of(
        new PathOption("--genesFile", PathOption.of("--genesFile", genesFile)),
        new PathOption("--chromAliases", PathOption.of("--chromAliases", chromAliases)));
  }

  private Set<String> wantedGenes(boolean stripIdVersions) {
    Set<String> wanted = new LinkedHashSet<>();
    for (String gene : GeneList.read(PathOption.file("--genesFile", genesFile), geneColumn)) {
      wanted.add(stripIdVersions ? IdVersions.strip(gene) : gene);
    }
    return wanted;
  }
}
