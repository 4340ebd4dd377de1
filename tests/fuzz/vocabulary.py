"""What a mutated input is made of: signs that hurt, values at the edge, words of the language."""

from functools import cache

from qanun.document.schema import KEYS
from qanun.document.words import STARTERS
from qanun.syntax.grammar import grammar

SIGNS = [
    *"\n\r\t \"'\\`#*>_-[](){}<>|&%:;,.=+/!?$@^~0a",
    *"\0\x01\x07\x08\x0b\x0c\x1b\x1c\x1d\x1e\x7f\x85\x9b\u00a0\u00ad\u061c\u200b\u200d\u200e\u2028\u2029\u202e",
    *"\u2066\u2069\ufeff\ufffd\ufffe\ud800\udfff\U0001f600\U000e0041é\u0301ﬁ“”‘’„«–—−×≤²٣五ⅷıİßſK",
    "\r\n",
    "\x1b[31m",
    "\x1b]8;;http://x\x07",
    '"""',
    "'''",
    "\\N{DIGIT ONE}",
    "\\x00",
    "\\u0000",
    "\\",
    "{0}",
    "{name}",
    "{{",
    "}}",
    "%s",
    "%0A",
    "${x}",
    "<!--",
    "-->",
    "<script>",
    "&lt;",
    "&#0;",
    "::error::",
    "[x](y)",
    "[bold]",
    "```",
    "~~~",
    "---",
    "...",
    "**",
    "[^1]",
    "[^1]: ",
    "../",
]
NUMBERS = [
    "0",
    "1",
    "00",
    "1,000",
    "1,0",
    "0.1",
    "0.0000000000000000001",
    "99999999999999999999",
    "9" * 400,
    "9" * 5000,
    "0." + "0" * 5000 + "1",
    "²",
    "٣",
    "1e9",
    "-1",
    "14 %",
]
DAYS = [
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2012-02-30",
    "2012-02-29",
    "٢٠١٢-٠٣-٠١",
    "0001-01-01 00:00 +14:00",
    "9999-12-31 23:59 -12:00",
    "2012-03-25 02:30 Europe/Berlin",
    "2012-03-01 10:00 Asia/Baku",
    "2012-03-01 24:00 UTC",
    "2012-03-01 10:00",
    "2012-03-01 10:00 No/Where",
    "2012-03-01 10:00 +99:99",
]
VALUES = [
    "5 EUR",
    "200.005 AZN",
    "1 month",
    "1 month 2 days",
    "99999999 years",
    "9999999999999999999999 days",
    "99999999999999999999999999 hours",
    '"a"',
    '""',
    "none",
    "yes",
    "no",
    "today",
    "as_of",
    "#1",
    "DE",
    "fine 10 EUR",
    "period from 2012-01-01 to 2011-01-01",
]


@cache
def words() -> tuple[str, ...]:
    """Words and phrases of the language, values, days, numbers: what may stand in a rule block."""
    known = sorted({*grammar().written.values(), *STARTERS})
    return (*known, *NUMBERS, *DAYS, *VALUES, "- ", "- (a) ", *KEYS)
