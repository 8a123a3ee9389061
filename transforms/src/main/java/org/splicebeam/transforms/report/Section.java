package org.splicebeam.transforms.report;

import java.util.List;

/**
 * A part of a page.
 *
 * @param id by which links find it
 * @param title what it answers
 * @param name of it in the list of sections
 * @param blocks its content
 */
record Section(String id, String name, String title, List<Block> blocks) {}
