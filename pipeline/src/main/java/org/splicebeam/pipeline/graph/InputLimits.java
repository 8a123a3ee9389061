package org.splicebeam.pipeline.graph;

import java.io.Serializable;

/**
 * What a build bears of its input.
 *
 * @param maxRejectedFraction share of rejected rows that ends the build when exceeded
 */
public record InputLimits(double maxRejectedFraction) implements Serializable {}
