package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * The split of each gene: genes of one group share it. One element a run; about 100 bytes a gene of
 * the annotation.
 *
 * @param groupOfGene the group's name of each gene: its smallest gene_id by code point
 * @param splitOfGroup the split of each group
 * @param dropped genes that are left out of the data set; they have no split
 */
@DefaultCoder(GeneSplits.Coder.class)
public record GeneSplits(
    Map<String, String> groupOfGene, Map<String, Split> splitOfGroup, Set<String> dropped) {
  public GeneSplits {
    groupOfGene = Map.copyOf(groupOfGene);
    splitOfGroup = Map.copyOf(splitOfGroup);
    dropped = Set.copyOf(dropped);
  }

  /**
   * A gene's split.
   *
   * @return null where the gene is left out
   * @throws IllegalArgumentException for a gene that was not known when splits were chosen
   */
  public Split of(String geneId) {
    if (dropped.contains(geneId)) {
      return null;
    }
    String group = groupOfGene.get(geneId);
    if (group == null) {
      throw new IllegalArgumentException("no split was chosen for gene " + geneId);
    }
    return splitOfGroup.get(group);
  }

  /** The same genes where whole groups go to other splits. */
  public GeneSplits moved(Map<String, Split> groups) {
    Map<String, Split> after = new HashMap<>(splitOfGroup);
    after.putAll(groups);
    return new GeneSplits(groupOfGene, after, dropped);
  }

  /** The same splits without some genes. */
  public GeneSplits without(Set<String> genes) {
    Set<String> after = new HashSet<>(dropped);
    after.addAll(genes);
    return new GeneSplits(groupOfGene, splitOfGroup, after);
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<GeneSplits> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(GeneSplits.class), new Coder());
    }

    @Override
    protected void write(GeneSplits splits, DataOutputStream out) throws IOException {
      writeNumber(splits.groupOfGene.size(), out);
      for (Map.Entry<String, String> gene : new TreeMap<>(splits.groupOfGene).entrySet()) {
        writeText(gene.getKey(), out);
        writeText(gene.getValue(), out);
      }
      writeNumber(splits.splitOfGroup.size(), out);
      for (Map.Entry<String, Split> group : new TreeMap<>(splits.splitOfGroup).entrySet()) {
        writeText(group.getKey(), out);
        writeNumber(group.getValue().ordinal(), out);
      }
      writeTexts(List.copyOf(new TreeSet<>(splits.dropped)), out);
    }

    @Override
    protected GeneSplits read(DataInputStream in) throws IOException {
      Map<String, String> groups = new HashMap<>();
      for (int i = readCount(in); i > 0; i--) {
        groups.put(readText(in), readText(in));
      }
      Map<String, Split> splits = new HashMap<>();
      for (int i = readCount(in); i > 0; i--) {
        splits.put(readText(in), Split.values()[readCount(in)]);
      }
      return new GeneSplits(groups, splits, new HashSet<>(readTexts(in)));
    }
  }
}
