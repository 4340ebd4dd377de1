"""The diagram of a subject as data, beside the encoded core: what the evaluation reads."""

from qanun.core.diagrams.build import Diagram
from qanun.core.diagrams.leaves import OPEN, Leaf, Together
from qanun.core.diagrams.table import NEVER
from qanun.core.encoded import Data, encoded
from qanun.runtime.outcomes.undecided import Faulty


def encode(diagram: Diagram) -> dict[str, Data]:
    """`atoms` and `leaves` are expressions of the core (null: it cannot be told). `ends` have, for each way
    in which the answer can come out, the leaves of its parts by their places (none: there is no such case);
    `alike` has for each leaf the first that is the same to whoever asks what is needed.
    `nodes`, the last of which is asked first, have their atom (greater ones below), and what is below for
    yes, for no, and, if need be, for neither: 0 is the node before it, 1 the one before that; -1 is the first
    end.
    """
    found, rows = diagram.nodes, diagram.nodes.rows
    nodes: dict[int, int] = {}
    ends: dict[int, int] = {}
    used = {row[0] for one in found.under(diagram.root) if (row := rows[one]) is not None}
    atoms = {atom: place for place, atom in enumerate(sorted(used))}
    leaves: dict[Leaf, int] = {}
    written: list[Data] = []
    last: list[Data] = []
    for one in found.under(diagram.root):
        row = rows[one]
        if row is None:
            ends[one] = len(ends)
            leaf = found.leaves[one]
            parts = leaf.leaves if isinstance(leaf, Together) else ()
            last.append([leaves.setdefault(part, len(leaves)) for part in parts])
        else:
            atom, *ways = row
            below = [
                len(nodes) - 1 - nodes[way] if way in nodes else -1 - ends[way]
                for way in ways
                if way != NEVER
            ]
            written.append([atoms[atom], *below])
            nodes[one] = len(nodes)
    return {
        "atoms": [encoded(diagram.atoms[atom]) for atom in atoms],
        "leaves": [None if leaf == OPEN else encoded(leaf.expr) for leaf in leaves],
        "alike": _alike(list(leaves)),
        "ends": last,
        "nodes": written,
    }


def _alike(leaves: list[Leaf]) -> Data:
    """Of a set it makes no difference for the sake of what it is undecided; of grounds at odds, how many."""
    first: dict[object, int] = {}
    return [first.setdefault(_said(leaf), place) for place, leaf in enumerate(leaves)]


def _said(leaf: Leaf) -> object:
    if isinstance(leaf.outcome, Faulty):
        return tuple(sorted({(type(fault).__name__, fault.subject) for fault in leaf.outcome.faults}))
    return leaf.outcome if leaf.is_undecided else leaf
