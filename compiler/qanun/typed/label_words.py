"""Words of English by which a label is seen not to read well; what may be another word is passed over."""

import re


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


ARTICLES = frozenset(("the", "a", "an"))
NO_ACTS = ("offence", "status")
"""The kinds of norms whose label is no act that somebody does."""

_NO_VERBS = ARTICLES | _words(
    "must may shall should to is are was were has had not never no nobody whoever who somebody"
)
_VERBS_IN_S = frozenset(("summons", "focus", "canvas", "bias", "chorus"))
_VERBS_IN_ING = frozenset(("hamstring",))

_ONLY_FIRST = _words(
    "The An This These Those Whoever Who Whether When Where It He She They His Her Its Their Nobody Somebody "
    "Everybody Nothing No Not Is Has Was Were Are Had In On At By Of For From With Without If Any Each Every "
    "Some"
)
"""Words that have a capital only where a sentence begins."""
_ENGLISH = _words("the of to from with by and or at on for")
"""Words that tell an English label from one in another language, whose nouns may have capitals."""

_ABBREVIATED = _words("etc incl approx resp art para sec ltd inc corp ibid dept usw evtl ggf vgl abs")
"""Words that have a full stop of their own."""

_RUNS_ON = _words(
    "who whom whose which that where when if as than and or but because while until whoever what why how "
    "whether"
)
"""Words behind which a denial is no longer one of the whole label."""
_AUXILIARIES = _words("is are was were has have had does do did may can could must will would")
_DENYING = frozenset(("nobody", "nothing", "neither"))
_MEASURES = _words("only less more later earlier longer fewer sooner yet necessarily")
"""Words before which *not* and *no* set a measure, and deny nothing: *not later than*."""


def is_no_verb(first: str) -> bool:
    """Whether a word is surely no verb that can stand behind *must*: an article, *returns*, *returning*."""
    if first in _NO_VERBS:
        return True
    if not re.fullmatch("[a-z]+", first):
        return False
    if first.endswith("s"):
        return not first.endswith(("ss", "us", "as", "is", "os")) and first not in _VERBS_IN_S
    stem = first.removesuffix("ing")
    return stem != first and re.search("[aeiouy]", stem) is not None and first not in _VERBS_IN_ING


def end_of_sentence(label: str) -> str:
    """The mark with which a label ends as a sentence or a part of one does; "" where it does not."""
    mark = label[-1:]
    last = label.split()[-1].rstrip(".?!;:,") if " " in label else ""
    if not last or mark not in ".?!;:," or label.endswith(".."):
        return ""
    if mark == "." and not (re.fullmatch("[a-z]{3,}", last) and last not in _ABBREVIATED):
        return ""
    return mark


def begins_as_a_sentence(label: str, is_act: bool) -> bool:
    """Whether a label begins with a capital that is only due to its place; of an act, with a verb's."""
    first, _, rest = label.partition(" ")
    if not rest[:1].islower():
        return False
    english = not _ENGLISH.isdisjoint(rest.split())
    return first in _ONLY_FIRST or (is_act and english and re.fullmatch("[A-Z][a-z]+", first) is not None)


def written_for_programs(label: str) -> str:
    """A name in a label that only programs read: `has_card`; "" where there is none."""
    found = re.search(r"(?<!\S)[^\W\d_]\w*_\w+(?!\S)", label)
    return found[0] if found is not None else ""


def denial(label: str) -> str:
    """The words by which a label denies the whole of what it says; "" where it does not, or is not clear."""
    said = label.lower().split()
    if not said or said[0] in _DENYING:
        return said[0] if said else ""
    for one, following, after in zip(said, [*said[1:], ""], [*said[2:], "", ""], strict=False):
        if one in _RUNS_ON or one.endswith((",", ";", ":")):
            return ""
        if one in _AUXILIARIES and following in ("not", "no") and after not in _MEASURES:
            return f"{one} {following}"
    return ""
