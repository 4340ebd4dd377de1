"""What no missing fact can change, where diagrams leave it open: `explore(…, certain=True)`.

`decoded` reads the core of a question back from a package, with types; `stated` has the formulas of a case as
it is stated, and its completions; `comparing` says that two completions come out otherwise; `asking` asks.
It is loaded when somebody asks, and needs z3.
"""
