/**
 * A made-up genome with a made-up base model's calls and scores, in the formats that a build reads.
 */
package org.splicebeam.pipeline.simulate;
