"""What was found, in sentences and as data."""

from collections import Counter
from collections.abc import Iterator, Sequence

from qanun.core.rules import Program
from qanun.runtime.qualified import within_law
from qanun.verify.proofs.cases import data, lines
from qanun.verify.proofs.model import GOOD, Kind, NotReproduced, Result, Sought, Undecided, Witness

HEADS: dict[Kind, str] = {
    "claim": "claims",
    "claim without a case": "claims that suppose what can be",
    "claim without a value": "claims that are yes or no in every case",
    "conflict": "rules whose grounds never conflict",
    "gap": "rules without a gap",
    "fault": "rules whose operators never fail",
    "undeclared collision": "pairs of norms on one act that never collide undeclared",
    "never holds": "conditions that can hold",
    "never bites": "exceptions that can bite",
    "always holds": "conditions that can fail",
    "always bites": "exceptions that can fail to bite",
    "covered": "grounds that hold where no other of the same value does",
    "over at once": "norms that apply before their term is over",
    "never kept": "duties and prohibitions that can be kept",
    "not both kept": "pairs of a duty and a prohibition of one deed that can both be kept",
    "no version": "rules with a version on each day between their first and their last",
    "no words": "outcomes of questions for which there are words",
    "changes nothing": "facts and readings that change an answer",
}
"""What is counted, where all is well."""


def sentence(sought: Sought) -> str:
    """What is wrong with the law where it is so."""
    name = within_law(sought.name) if sought.name.startswith(f"{sought.law}.") else sought.name
    match sought.kind:
        case "claim":
            return f"the claim “{sought.label}” does not hold"
        case "claim without a case":
            return f"the claim “{sought.label}” says nothing: what it supposes can never be"
        case "claim without a value":
            return f"the claim “{sought.label}” has no value in some case: a silence, a conflict or a fault"
        case "conflict":
            return f"grounds of `{name}` can hold together and give different values"
        case "gap":
            return f"no ground of `{name}` holds in some case, and nothing else is said of it"
        case "fault":
            return f"`{name}` can come to no value: a division by zero, or a period that is reversed or open"
        case "undeclared collision":
            others = ", ".join(f"`{other}`" for other in sought.others)
            return f"`{name}` and {others} can both apply to one case, and nothing says which prevails"
        case "never holds":
            return f"`{name}` can never hold"
        case "never bites":
            return f"the exception `{name}` can never bite"
        case "always holds":
            return f"`{name}` holds in every case"
        case "always bites":
            return f"the exception `{name}` bites wherever it can: what it is an exception to never remains"
        case "covered":
            return f"the ground `{name}` adds nothing: wherever it holds, others of the same value do"
        case "over at once":
            return f"whenever `{name}` applies its term is over"
        case "never kept":
            return f"nobody can ever keep `{name}`"
        case "not both kept":
            others = ", ".join(f"`{other}`" for other in sought.others)
            return f"`{name}` demands in time what {others} forbids, and nothing says which prevails"
        case "no version":
            return f"on a day between versions of `{name}` none is in force"
        case "no words":
            return f"no headline of `{within_law(sought.label)}` fits where `{name}` is {sought.outcome}"
        case "changes nothing":
            return f"no answer is ever otherwise for `{name}`"


def told(result: Result) -> str:
    """What is to be told of a result; nothing where all is well."""
    what, found = sentence(result.sought), result.found
    if isinstance(found, NotReproduced):
        return (
            f"a mistake of Qanun's own, please report it: the solver says that {what}, and the evaluation of "
            "its case does not"
        )
    if isinstance(found, Undecided):
        return f"not decided whether {what}: {found.cause}"
    return what if result.is_finding or result.is_noted else ""


def case(program: Program, result: Result) -> Iterator[str]:
    """The case that shows what is told, in lines."""
    found = result.found.witness if isinstance(result.found, NotReproduced) else result.found
    if isinstance(found, Witness) and result.sought.kind not in GOOD:
        yield from lines(program, result.sought, found)
        if not found.is_smallest:
            yield "  (there may be a smaller case)"


def findings(program: Program, results: Sequence[Result]) -> Iterator[str]:
    """Each result of which something is to be told with its case, in lines; what is not decided last."""
    for result in sorted(results, key=lambda one: isinstance(one.found, Undecided)):
        words, site = told(result), result.sought.site
        if words:
            yield f"{site.path}:{site.line}: {words}"
            yield from case(program, result)


def summary(results: Sequence[Result]) -> Iterator[str]:
    """How much was proved, and of which cases."""
    count: Counter[tuple[Kind, str]] = Counter()
    for result in results:
        count[result.sought.kind, "all"] += 1
        count[result.sought.kind, "proved"] += result.is_proved
        count[result.sought.kind, "undecided"] += isinstance(result.found, Undecided)
    for kind, head in HEADS.items():
        if count[kind, "all"]:
            open_ = count[kind, "undecided"]
            more = f", {open_} not decided" if open_ else ""
            shown = "a case was met of" if kind in GOOD else "proved of"
            yield f"{head}: {shown} {count[kind, 'proved']} of {count[kind, 'all']}{more}"
    bounds = Counter(bound for result in results for bound in result.bounds)
    if bounds:
        yield "proved of cases of which all is known; where they have any,"
        yield from (f"  {bound} (of {number} results)" for bound, number in bounds.items())


def as_data(program: Program, results: Sequence[Result]) -> list[dict[str, object]]:
    """Every result as JSON data."""
    return [_data(program, result) for result in results]


def _data(program: Program, result: Result) -> dict[str, object]:
    sought, found = result.sought, result.found
    said: dict[str, object] = {
        "id": sought.id,
        "kind": sought.kind,
        "law": sought.law,
        "name": sought.name,
        "place": f"{sought.site.path}:{sought.site.line}",
        "outcome": outcome(result),
    }
    if result.is_finding or result.is_noted:
        said["sentence"] = sentence(sought)
    if isinstance(found, Undecided):
        said["cause"] = found.cause
    witness = found.witness if isinstance(found, NotReproduced) else found
    if isinstance(witness, Witness) and sought.kind not in GOOD:
        said["case"] = data(witness)
        said["scenario"] = "\n".join(lines(program, sought, witness))
        said["smallest"] = witness.is_smallest
    if result.bounds:
        said["bounds"] = list(result.bounds)
    return said


def outcome(result: Result) -> str:
    """`proved`, `finding`, `noted` (told, and no mistake), `undecided`, or `bug` where the
    evaluation does not say what the solver says."""
    if isinstance(result.found, NotReproduced):
        return "bug"
    if isinstance(result.found, Undecided):
        return "undecided"
    if result.is_noted:
        return "noted"
    return "finding" if result.is_finding else "proved"
