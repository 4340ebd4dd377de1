"""What holds in every case, decided by a solver and not by drawing cases (`qanun verify`).

`sought` says what to look for, `looking` asks the solver, `smallest` makes the case that it found small,
`seen` puts it to the general evaluation. z3 is needed: `qanun[proof]`.
"""
