"""Slips of drafters on a page that has none: what was meant is the page as it stands."""

import re
from collections.abc import Iterator

from attrs import frozen

SLIPS = (
    (r" >= ", " is at least "),
    (r" > ", " is more than "),
    (r" > ", " exceeds "),
    (r" < ", " is less than "),
    (r" <= ", " is at most "),
    (r" >= ", " ≥ "),
    (r" = ", " == "),
    (r" and ", " && "),
    (r" and not ", " unless "),
    (r" or ", " or else "),
    (r" and ", ", "),
    (r"any of(?=\n)", "either"),
    (r"- \((\w)\) ", r"- \1) "),
    (r"- \((\w)\) ", r"- \1. "),
    (r"(\n    - .*)(?=\n    -)", r"\1, or"),
    (r"(\n    - .*)(?=\n    -)", r"\1, and"),
    (r"(\n    - .*)(?=\n    -)", r"\1;"),
    (r" \(damaged or has_paid\)", " damaged or has_paid"),
    (r"on reader", "on the reader"),
    (r"when ", "if "),
    (r"when ", "where "),
    (r"within (\d+) days after", r"within \1 days from"),
    (r"within (\d+) days after", r"within \1 working days after"),
    (r"within (\d+) days after", r"before \1 days after"),
    (r"fulfilled by", "done by"),
    (r"prevails over", "goes before"),
    (r"also states #1.2", "also states #12"),
    (r"because #1.1", "because #9.1"),
    (r"otherwise", "else"),
    (r"above :", "else :"),
    (r"- adult :", "- else :"),
    (r"rounded down", "rounded"),
    (r"rate of income /", "20 % of income /"),
    (r"2 months", "2"),
    (r"< 14\b", "< 14 years"),
    (r"(?<![\d,])(\d+) EUR", r"EUR \1"),
    (r"(?<![\d,])(\d+) EUR", r"€ \1"),
    (r"(?<![\d,])(\d+) EUR", r"\1"),
    (r"14 %", "14 percent"),
    (r"2,500", "2.500,00"),
    (r"(\d{4})-(\d\d)-(\d\d)", r"\3.\2.\1"),
    (r"(\d{4})-05-0(\d)", r"\2 May \1"),
    (r"borrow may", "borrow may not"),
    (r"borrow may", "borrow must_not"),
    (r"borrow may", "borrow must"),
    (r"borrow may", "borrow mai"),
    (r"has ground", "has no ground"),
    (r"stay_out is no", "stay_out need_not"),
    (r"bring_back is breached", "bring_back may"),
    (r"(?<=[ (])(\w+)_(\w+)(?=[ \n),])", r"\1 \2"),
    (r"(?<=[ (])(\w+)_(\w+)(?=[ \n),])", r"\1-\2"),
    (r"(?<=[ (])(\w+)_(\w+)(?=[ \n),])", r"\2"),
    (r"(?<=[ (])(\w+)_(\w+)(?=[ \n),])", r"\1_not_\2"),
    (r"(?<=[ (])(\w+_\w+)(?=[ \n),])", r"\1s"),
    (r"(?<=[ (])([^\W\d])(\w)(\w+)(?=[ \n),])", r"\1\3"),
    (r"(?<=[ (])([^\W\d]\w)(\w)(\w+)(?=[ \n),])", r"\1\3"),
    (r"(?<=[ (])([^\W\d]\w+)(\w)(?=[ \n),])", r"\1"),
    (r"(?<=[ (])([^\W\d])(\w)(\w)(?=\w)", r"\1\3\2"),
    (r"(?<=[ (])un?(\w+)(?=[ \n),])", r"\1"),
    (r"(?<=[ (])([^\W\d]\w+)(?=[ \n),])", r"un\1"),
    (r" [^\W\d]\w+(?=[ \n])", ""),
    (r"\)", ""),
    (r"(?<=[\w)])(?=\n)", ")"),
    (r"(?<=\w)(?=\n)", "."),
    (r"(?<=\w)(?=\n)", ","),
    (r" : ", " "),
    (r"pupil or student", "pupil, student"),
    (r"pupil or student", "pupil/student"),
    (r"under 3", "less than 3"),
    (r"under 3", "<3"),
    (r"from 3 to 5", "3 to 5"),
    (r"from 3 to 5", "3-5"),
    (r"at least 6", "6 or more"),
    (r"at least 6", "min. 6"),
    (r"\| no ", "| No "),
    (r"\| 1 EUR", "| EUR 1"),
    (r"fits kind, members", "fits members, kind"),
    (r"is the first row that fits", "is the first row which fits"),
)  # fmt: skip
"""What is right, and what is written instead; the second may name groups of the first."""


PLACES = 2
"""At how many places of the page a slip is made."""


@frozen
class Slip:
    """A page with one slip: which of `SLIPS` was made, on which line, and what was written for what."""

    made: int
    line: int
    right: str
    wrong: str
    content: str

    def renamed(self, rules: object) -> object:
        """The rules with the right word for the wrong one: a name that is declared may be any."""
        if isinstance(rules, tuple):
            return tuple(self.renamed(part) for part in rules)
        return self.right if rules == self.wrong else rules


def slips(content: str) -> Iterator[Slip]:
    """The page with each slip, at some places of its rules and tables where it can be made; words in
    quotes stay."""
    ruled = re.compile(r"```qanun\n(.*?)```|^(\|.*?)(?=^$)", re.DOTALL | re.MULTILINE)
    blocks = [found.span(found.lastindex or 0) for found in ruled.finditer(content)]
    quoted = [found.span() for found in re.finditer(r'"[^"\n]*"', content)]
    for made, (right, wrong) in enumerate(SLIPS):
        places = [
            found
            for found in re.finditer(right, content)
            if any(low <= found.start() and found.end() <= high for low, high in blocks)
            and not any(low < found.end() and found.start() < high for low, high in quoted)
            and found.expand(wrong) != found.group()
        ]
        step = max(1, len(places) // PLACES)
        for found in places[step // 2 :: step][:PLACES]:
            start, end = found.span()
            changed = content[:start] + found.expand(wrong) + content[end:]
            whole = re.compile(r"\w+")
            words = [one for one in whole.finditer(content) if one.start() <= start < one.end()]
            now = [one for one in whole.finditer(changed) if one.start() <= start < one.end()]
            names = (words[0].group(), now[0].group()) if words and now else ("", "")
            names = names if names[0].isidentifier() and names[1].isidentifier() else ("", "")
            yield Slip(made, content.count("\n", 0, start) + 1, *names, changed)
