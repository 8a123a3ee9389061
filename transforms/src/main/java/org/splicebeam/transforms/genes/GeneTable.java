package org.splicebeam.transforms.genes;

import java.util.Map;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.StepOutput;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.reject.Reject;

/**
 * What the annotation says of genes.
 *
 * @param byId the gene models
 * @param rejects lines that could not be used
 * @param tallies what became of the lines
 * @param files the annotation and the splice sites as files
 */
public record GeneTable(
    PCollectionView<Map<String, GeneModel>> byId,
    PCollection<Reject> rejects,
    PCollectionView<Iterable<AnnotationTally>> tallies,
    PCollectionView<Iterable<InputFile>> files)
    implements StepOutput {}
