"""The `codebook` command: the whole stack on one machine, and the operator's verbs."""
