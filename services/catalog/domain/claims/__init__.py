"""What is wrong with a claim: one file a family of rules, each rule with its source."""
