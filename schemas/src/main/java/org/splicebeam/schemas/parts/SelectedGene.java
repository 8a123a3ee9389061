package org.splicebeam.schemas.parts;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.splicebeam.schemas.ElementCoder;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.sampling.GeneSelection;

/**
 * What is needed of a gene to read its rows of one part.
 *
 * @param places the parts of its rows, once a chromosome
 * @param selection which of them stay; as far as it concerns the part
 * @param model what the annotation says of it; null where it has no such gene
 */
public record SelectedGene(List<PlannedGene> places, GeneSelection selection, GeneModel model) {
  private static final GeneSelection.Coder SELECTION = new GeneSelection.Coder();
  private static final GeneModel.Coder MODEL = new GeneModel.Coder();

  public SelectedGene {
    places = List.copyOf(places);
  }

  void write(DataOutputStream out) throws IOException {
    ElementCoder.writeNumber(places.size(), out);
    for (PlannedGene place : places) {
      place.write(out);
    }
    SELECTION.encode(selection, out);
    out.writeBoolean(model != null);
    if (model != null) {
      MODEL.encode(model, out);
    }
  }

  static SelectedGene read(DataInputStream in) throws IOException {
    List<PlannedGene> places = new ArrayList<>();
    for (int i = ElementCoder.readCount(in); i > 0; i--) {
      places.add(PlannedGene.read(in));
    }
    return new SelectedGene(
        places, SELECTION.decode(in), in.readBoolean() ? MODEL.decode(in) : null);
  }
}
