package org.splicebeam.pipeline.simulate;

import org.splicebeam.schemas.rows.SpliceType;

/**
 * An end of an intron: a donor is its first base, an acceptor its last, in transcription direction.
 *
 * @param position of the chromosome, 1-based
 */
record SpliceSite(long position, SpliceType type) {}
