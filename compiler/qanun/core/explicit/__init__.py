"""Each definition as plain total expressions: has it a value, which, and what stands in its place otherwise.

Written from the core for targets that know no undecided value: columns, proofs, decision diagrams.
"""
