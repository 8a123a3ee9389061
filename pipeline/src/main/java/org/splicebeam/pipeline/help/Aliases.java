package org.splicebeam.pipeline.help;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What people type who know other programs, by what is meant here. Names stand as {@link
 * Suggestion} compares them: small letters and digits alone. One may mean an option of this command
 * and another of that; the first that a command has is meant.
 */
final class Aliases {
  private static final Map<String, List<String>> OPTIONS =
      byAlias(
          List.of(
              List.of("--output", "o", "out", "outdir", "outputdir", "outputfolder", "outputpath"),
              List.of("--output", "outpath", "outfolder", "dest", "destination"),
              List.of("--input", "i", "in", "inputs", "tables", "table", "analysis", "predictions"),
              List.of("--scores", "score", "tracks", "bigwig", "bigwigs", "bw", "bedgraph", "npz"),
              List.of("--fasta", "fa", "genome", "reference", "ref", "assembly", "genomefasta"),
              List.of("--fasta", "referencefasta", "reffasta"),
              List.of("--gtf", "annotation", "annotations", "gff", "gff3", "gtffile", "genemodels"),
              List.of("--spliceSites", "sites", "junctions"),
              List.of("--kmerSizes", "k", "ks", "kmer", "kmers", "kmersize", "kmerlength"),
              List.of(
                  "--parallelism", "t", "j", "p", "threads", "thread", "nthreads", "numthreads"),
              List.of("--parallelism", "cores", "ncores", "cpus", "cpu", "ncpus", "jobs", "njobs"),
              List.of("--parallelism", "workers", "numworkers", "nworkers", "processes", "nproc"),
              List.of("--chromosomes", "chrom", "chroms", "chr", "chrs", "contigs", "contig"),
              List.of("--genesFile", "genes", "genelist", "geneids"),
              List.of("--rowsPerGene", "rows"),
              List.of("--splits", "splitby"),
              List.of("--options", "config", "conf", "configfile", "optionsfile", "params"),
              List.of("--overwrite", "f", "force", "replace", "clobber"),
              List.of("--resume", "continue", "restart"),
              List.of("--seed", "s", "randomseed", "randomstate"),
              List.of("--baseModel", "model", "modelname"),
              List.of("--annotationCache", "cache", "cachedir", "o", "out", "output", "outdir"),
              List.of("--compression", "codec", "compress"),
              List.of("--quiet", "q", "silent"),
              List.of("--help", "usage"),
              List.of("--version", "v")));

  private static final Map<String, List<String>> COMMANDS =
      byAlias(
          List.of(
              List.of("build", "make", "create", "run", "generate", "construct", "dataset"),
              List.of("validate", "check", "verify", "test", "fsck", "lint"),
              List.of("simulate", "demo", "example", "examples", "fake", "mock"),
              List.of("report", "show", "view", "stats", "statistics", "summary", "html"),
              List.of("schema", "columns", "fields", "dictionary"),
              List.of("annotate", "annotation", "cache", "index"),
              List.of("completion", "completions", "complete", "autocomplete")));

  private Aliases() {}

  /** The options that a name may mean; empty for none. */
  static List<String> ofOption(String plain) {
    return OPTIONS.getOrDefault(plain, List.of());
  }

  /** The commands that a word may mean; empty for none. */
  static List<String> ofCommand(String plain) {
    return COMMANDS.getOrDefault(plain, List.of());
  }

  /**
   * Turns the table round.
   *
   * @param lines what is meant, then its aliases
   */
  private static Map<String, List<String>> byAlias(List<List<String>> lines) {
    Map<String, List<String>> meant = new HashMap<>();
    for (List<String> line : lines) {
      for (String alias : line.subList(1, line.size())) {
        meant.computeIfAbsent(alias, none -> new ArrayList<>()).add(line.get(0));
      }
    }
    return meant;
  }
}
