"""The Medicare coverage database: LCDs, articles and NCDs, exported as one csv file a table."""
