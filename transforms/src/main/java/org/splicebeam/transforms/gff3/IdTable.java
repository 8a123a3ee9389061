package org.splicebeam.transforms.gff3;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a Parent leads: what the first pass found in all ranges of a GFF3, in whatever order they
 * come. Memory: the ids of genes and transcripts, and 30 to 40 bytes each.
 */
public final class IdTable {
  /** In place of a transcript_id that is the ID without its prefix. */
  private static final int OF_ID = 0;

  /** In place of the number of a text. */
  private static final int NONE = -1;

  private final long end;
  private final long endOfFields;
  private final TextPool texts = new TextPool();

  /** IDs that stand in the file. */
  private final BitSet known = new BitSet();

  /** IDs below a transcript. */
  private final BitSet products = new BitSet();

  /** By ID, the gene_ids of its gene lines. */
  private final Targets genes = new Targets();

  /** By ID, gene_id and transcript_id of its transcript lines, see {@link #pair}. */
  private final Targets transcripts = new Targets();

  /** What transcripts of several IDs claim; each of them is known by its ID instead. */
  private final Set<Tie> contested = new HashSet<>();

  private IdTable(long end, long endOfFields) {
    this.end = end;
    this.endOfFields = endOfFields;
  }

  /** Of all blocks of a file. */
  public static IdTable of(Iterable<IdBlock> blocks) {
    long end = Long.MAX_VALUE;
    long endOfFields = 0;
    for (IdBlock block : blocks) {
      end = Math.min(end, block.end());
      endOfFields = Math.max(endOfFields, block.endOfFields());
    }
    List<IdBlock> features = new ArrayList<>();
    for (IdBlock block : blocks) {
      if (block.from() < end) {
        features.add(block);
      }
    }
    IdTable table = new IdTable(end, Math.max(end, endOfFields));
    table.fill(features);
    return table;
  }

  /** Offset of the line that ends the features; {@link Long#MAX_VALUE} where there is none. */
  long endOfFeatures() {
    return end;
  }

  /** Offset behind all lines that may be features, or were meant as such behind their end. */
  long endOfFields() {
    return endOfFields;
  }

  private void fill(List<IdBlock> blocks) {
    List<IdBlock.Entry> named = new ArrayList<>();
    blocks.forEach(block -> block.forEach(entry -> addId(entry, named)));
    findContested(named, blocks);
    List<IdBlock.Entry> others = new ArrayList<>();
    blocks.forEach(block -> block.forEach(entry -> addTranscript(entry, others)));
    others.forEach(this::addProduct);
  }

  /**
   * Adds an ID, and a gene.
   *
   * @param named takes what has a transcript_id of its own: few, mostly
   */
  private void addId(IdBlock.Entry entry, List<IdBlock.Entry> named) {
    int id = texts.add(entry.id());
    known.set(id);
    if (entry.geneId() != null) {
      genes.add(id, texts.add(entry.geneId()));
    } else if (entry.transcriptId() != null) {
      named.add(entry);
    }
  }

  private void findContested(List<IdBlock.Entry> named, List<IdBlock> blocks) {
    Map<Tie, String> owners = new HashMap<>();
    for (IdBlock.Entry entry : named) {
      for (String gene : genesOf(entry)) {
        owners.putIfAbsent(new Tie(gene, entry.ownId()), entry.id());
      }
    }
    if (!owners.isEmpty()) {
      blocks.forEach(block -> block.forEach(entry -> contest(entry, owners)));
    }
  }

  private void contest(IdBlock.Entry entry, Map<Tie, String> owners) {
    for (String gene : genesOf(entry)) {
      Tie tie = new Tie(gene, entry.ownId());
      if (!owners.getOrDefault(tie, entry.id()).equals(entry.id())) {
        contested.add(tie);
      }
    }
  }

  /**
   * Adds a transcript.
   *
   * @param others takes what is below something else than a gene: few, mostly
   */
  private void addTranscript(IdBlock.Entry entry, List<IdBlock.Entry> others) {
    List<String> itsGenes = genesOf(entry);
    if (itsGenes.isEmpty() && !entry.parents().isEmpty()) {
      others.add(entry);
    }
    int id = itsGenes.isEmpty() ? NONE : texts.find(entry.id());
    for (String gene : itsGenes) {
      String own = transcriptId(gene, entry.ownId(), entry.id());
      int transcript = own.equals(Gff3Line.stripped(entry.id())) ? OF_ID : texts.add(own) + 1;
      transcripts.add(id, pair(texts.add(gene), transcript));
    }
  }

  /** Of what is no gene and can be known by something. */
  private List<String> genesOf(IdBlock.Entry entry) {
    return entry.geneId() == null && entry.ownId() != null
        ? genesOf(entry.parents(), entry.namedGene())
        : List.of();
  }

  /** What is below a transcript is a product of it. */
  private void addProduct(IdBlock.Entry entry) {
    for (String parent : entry.parents()) {
      if (transcripts.has(texts.find(parent))) {
        products.set(texts.find(entry.id()));
      }
    }
  }

  private static long pair(int gene, int transcript) {
    return (long) gene << Integer.SIZE | transcript;
  }

  private Tie tie(int id, long pair) {
    int transcript = (int) pair;
    return new Tie(
        texts.text((int) (pair >>> Integer.SIZE)),
        transcript == OF_ID ? Gff3Line.stripped(texts.text(id)) : texts.text(transcript - 1));
  }

  /**
   * The genes of a transcript's line: those that its Parents are, or, where none of them stands in
   * the file, the one that it names.
   *
   * @param namedGene null where it names none
   * @return gene_ids; empty for a line that is no transcript's
   */
  List<String> genesOf(List<String> parents, String namedGene) {
    List<String> found = new ArrayList<>(1);
    boolean anyKnown = false;
    for (String parent : parents) {
      int id = texts.find(parent);
      anyKnown |= isKnown(id);
      genes.forEach(id, gene -> addNew(texts.text((int) gene), found));
    }
    if (!anyKnown && namedGene != null) {
      found.add(namedGene);
    }
    return found;
  }

  /** Whether one of the Parents stands in the file. */
  boolean anyKnown(List<String> parents) {
    return parents.stream().anyMatch(parent -> isKnown(texts.find(parent)));
  }

  private boolean isKnown(int id) {
    return id >= 0 && known.get(id);
  }

  /** What an exon with these Parents belongs to; below a gene that is a transcript of its id. */
  List<Tie> exonTies(List<String> parents) {
    List<Tie> found = new ArrayList<>(1);
    for (String parent : parents) {
      int id = texts.find(parent);
      transcripts.forEach(id, pair -> addNew(tie(id, pair), found));
      genes.forEach(
          id,
          gene -> {
            String geneId = texts.text((int) gene);
            addNew(new Tie(geneId, geneId), found);
          });
    }
    return found;
  }

  private static <T> void addNew(T element, List<T> to) {
    if (!to.contains(element)) {
      to.add(element);
    }
  }

  /** Whether one of the Parents is a product of a transcript, as RefSeq's mature miRNA. */
  boolean isBelowProduct(List<String> parents) {
    for (String parent : parents) {
      int id = texts.find(parent);
      if (id >= 0 && products.get(id)) {
        return true;
      }
    }
    return false;
  }

  /**
   * What a transcript of a gene is known by.
   *
   * @param ownId its transcript_id, else its ID without prefix
   * @param id its ID, null where it has none
   */
  String transcriptId(String geneId, String ownId, String id) {
    String bare = Gff3Line.stripped(id);
    return bare != null && !contested.isEmpty() && contested.contains(new Tie(geneId, ownId))
        ? bare
        : ownId;
  }
}
