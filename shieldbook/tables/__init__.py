"""The door to `data/`: the contract, the strict reader, the rules. Nothing else in the book opens a
table."""
