package org.splicebeam.pipeline.simulate;

import java.util.List;
import org.splicebeam.schemas.rows.SpliceType;

/** A splice site of a gene and the transcripts that have it, in annotation order. */
record TrueSite(SpliceType type, List<String> transcriptIds) {}
