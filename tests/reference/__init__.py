"""What a program means: the reference, slow and obvious, against which every evaluation is tested.

It is the oracle, no part of the compiler, and closed to optimisation, not to language: whatever is added
to the language enters it first, written by hand, and nothing is ever changed here for the sake of speed.

`evaluate` says what an expression yields, over `findings` (how outcomes combine) and `open_sets` (sets of
which something is undecided), `agreement` what becomes of several grounds; `answering` makes the answers.
"""
