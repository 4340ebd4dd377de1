"""The law for a solver: total expressions (`core.explicit`) as formulas over every fully known case.

Nothing here is text: `lowering` makes formulas, `asking` puts questions to the solver. z3 is imported by
these files alone, and they only where something is to be proved. What has no formula raises `NotLowered`,
with the reason.
"""
