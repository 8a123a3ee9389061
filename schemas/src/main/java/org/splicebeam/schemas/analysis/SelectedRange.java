package org.splicebeam.schemas.analysis;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.parts.PlannedGene;
import org.splicebeam.schemas.sampling.GeneSelection;

/**
 * A range with all that is needed to read the rows of a part from it.
 *
 * @param range where they stand
 * @param place the parts of the gene's rows
 * @param selection which of them stay
 * @param gene what the annotation says of it; null where it has no such gene
 */
public record SelectedRange(
    SiteRange range, PlannedGene place, GeneSelection selection, GeneModel gene) {
  private static final SiteRange.Coder RANGE = new SiteRange.Coder();
  private static final GeneSelection.Coder SELECTION = new GeneSelection.Coder();
  private static final GeneModel.Coder GENE = new GeneModel.Coder();

  void write(DataOutputStream out) throws IOException {
    RANGE.write(range, out);
    place.write(out);
    SELECTION.encode(selection, out);
    out.writeBoolean(gene != null);
    if (gene != null) {
      GENE.encode(gene, out);
    }
  }

  static SelectedRange read(DataInputStream in) throws IOException {
    return new SelectedRange(
        RANGE.read(in),
        PlannedGene.read(in),
        SELECTION.decode(in),
        in.readBoolean() ? GENE.decode(in) : null);
  }
}
