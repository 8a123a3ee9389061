package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.coders.CoderProviders;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.splicebeam.schemas.ElementCoder;

/**
 * Which part every kept row goes to: genes in genome order, packed into parts. One element a run;
 * it grows with genes, not with rows (about 150 bytes a gene).
 *
 * @param genes the selected genes in genome order, an unannotated gene once a chromosome
 * @param rowsOfPart expected rows of each part; never empty (a data set or a split without rows has
 *     one part)
 * @param layout how many parts there are of each split, and so their names
 */
@DefaultCoder(PartPlan.Coder.class)
public record PartPlan(List<PlannedGene> genes, long[] rowsOfPart, PartLayout layout) {

  public PartPlan {
    genes = List.copyOf(genes);
    if (layout.parts() != rowsOfPart.length) {
      throw new IllegalArgumentException(
          "%s parts by their rows, %s by their names".formatted(rowsOfPart.length, layout.parts()));
    }
  }

  /** The plan of a data set without splits. */
  public PartPlan(List<PlannedGene> genes, long[] rowsOfPart) {
    this(genes, rowsOfPart, PartLayout.undivided(rowsOfPart.length));
  }

  public int parts() {
    return rowsOfPart.length;
  }

  /** Expected rows of all parts. */
  public long rows() {
    return Arrays.stream(rowsOfPart).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartPlan o
        && genes.equals(o.genes)
        && Arrays.equals(rowsOfPart, o.rowsOfPart)
        && layout.equals(o.layout);
  }

  @Override
  public int hashCode() {
    return genes.hashCode();
  }

  /** Deterministic coder. */
  public static final class Coder extends ElementCoder<PartPlan> {
    private static final long serialVersionUID = 1L;

    public static CoderProvider getCoderProvider() {
      return CoderProviders.forCoder(TypeDescriptor.of(PartPlan.class), new Coder());
    }

    @Override
    protected void write(PartPlan plan, DataOutputStream out) throws IOException {
      writeNumber(plan.genes.size(), out);
      for (PlannedGene gene : plan.genes) {
        gene.write(out);
      }
      writeNumbers(plan.rowsOfPart, out);
      plan.layout.write(out);
    }

    @Override
    protected PartPlan read(DataInputStream in) throws IOException {
      int size = readCount(in);
      List<PlannedGene> genes = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        genes.add(PlannedGene.read(in));
      }
      return new PartPlan(genes, readNumbers(in), PartLayout.read(in));
    }
  }
}
