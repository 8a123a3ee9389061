package org.splicebeam.transforms.genes;

import java.util.Map;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.StepOutput;
import org.splicebeam.schemas.genome.AnnotationTally;
import org.splicebeam.schemas.genome.GeneModel;
import org.splicebeam.schemas.genome.SpliceSites;
import org.splicebeam.schemas.inputs.InputFile;
import org.splicebeam.schemas.reject.Reject;

/**
 * What the annotation says of genes.
 *
 * @param byId the gene models
 * @param sitesById the splice sites of the genes that have any
 * @param rejects lines that could not be used
 * @param tallies what became of the lines
 * @param files the annotation and the splice sites as files
 */
public record GeneTable(
    PCollectionView<Map<String, GeneModel>> byId,
    PCollectionView<Map<String, SpliceSites>> sitesById,
    PCollection<Reject> rejects,
    PCollectionView<Iterable<AnnotationTally>> tallies,
    PCollectionView<Iterable<InputFile>> files)
    implements StepOutput {}
