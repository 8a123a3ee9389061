package org.splicebeam.transforms.validate;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowRulesTest {
  /** The contract's list (2.7): the validator reads it with patterns of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -1 | unknown
          0 | protein_coding
          1 | lncRNA lincRNA lnc_RNA antisense antisense_RNA sense_intronic sense_overlapping
          1 | processed_transcript non_coding macro_lncRNA 3prime_overlapping_ncRNA
          1 | bidirectional_promoter_lncRNA retained_intron
          2 | pseudogene processed_pseudogene transcribed_unitary_pseudogene IG_V_pseudogene
          3 | miRNA snRNA snoRNA scaRNA scRNA rRNA tRNA Mt_rRNA Mt_tRNA ribozyme sRNA vault_RNA
          3 | vaultRNA misc_RNA Y_RNA piRNA ncRNA
          4 | IG_C_gene IG_V_gene TR_D_gene TR__gene V_segment C_gene_segment biological_region
          5 | TEC other Unknown Protein_coding LNCRNA IG_gene TR_gene MIRNA mRNA pseudogenic
          5 | segment region XIG_V_gene protein_coding_gene lncRNA_gene
          """)
  void aGeneTypeIsTheFirstKindThatItFits(int code, String types) {
    RowRules rules = new RowRules(RowRules.Sampling.EASY);
    Arrays.stream(types.split(" "))
        .forEach(type -> assertThat(type, rules.codeOfGeneType(type), is((long) code)));
  }
}
