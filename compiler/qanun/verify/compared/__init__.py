"""Two laws on the same cases: which questions can answer otherwise, decided by a solver (`qanun diff`).

`renaming` gives names of the earlier law those of the later one, `matching` finds the facts and readings
that both have, `unlike` the definitions that say something else, `formulas` says when an answer is which,
`kinds` in what two answers can differ, `comparing` asks the solver, `answered` the general evaluation.
`said` makes a page of what was found, `pages` writes it. z3 is needed: `qanun[proof]`.
"""
