"""Cases that nobody worked out yet, for what no scenario reaches (`qanun verify --scenarios`).

`goals` says what is to be reached, `finding` looks for cases, `written` puts them on a page of cases. z3 is
needed: `qanun[proof]`.
"""
