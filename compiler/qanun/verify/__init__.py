"""What can be found out about a program.

`qanun check` works without a solver. What `never` says is certain, of conditions that fix facts each by
itself; `conflicts` and `claims` try random cases, so that what they find is certain and a pass is none;
`headlines` looks at what scenarios reach. `proofs` decides of every case what these can miss, and has the
last word.
"""
