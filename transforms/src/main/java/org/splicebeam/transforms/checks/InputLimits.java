package org.splicebeam.transforms.checks;

import java.io.Serializable;

/**
 * What a build bears of its input.
 *
 * @param maxRejectedFraction share of rejected rows that ends the build when exceeded
 * @param siteAgreement share of rows near a splice site of their gene below which the build ends; 0
 *     for none
 */
public record InputLimits(double maxRejectedFraction, double siteAgreement)
    implements Serializable {}
