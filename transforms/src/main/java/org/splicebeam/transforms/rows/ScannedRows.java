package org.splicebeam.transforms.rows;

import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.splicebeam.schemas.Packed;
import org.splicebeam.schemas.StepOutput;
import org.splicebeam.schemas.inputs.PieceTally;
import org.splicebeam.schemas.reject.Reject;
import org.splicebeam.schemas.rows.RowRange;
import org.splicebeam.schemas.rows.ThinBlock;

/**
 * What pass 1 found in a source.
 *
 * @param thin thin rows ({@link ThinBlock}) by gene
 * @param rejects lines that are no valid row, with their numbers in their pieces
 * @param tallies one count a piece
 * @param ranges where the rows of each gene stand
 * @param own what the source keeps for its own second pass: that of which there are no ranges
 */
public record ScannedRows(
    PCollection<KV<String, Packed>> thin,
    PCollection<Reject> rejects,
    PCollectionView<Iterable<PieceTally>> tallies,
    PCollection<RowRange> ranges,
    PCollectionTuple own)
    implements StepOutput {}
