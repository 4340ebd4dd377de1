"""What was plainly meant by signs and words of other languages, and by letters that only look right."""

import re
import unicodedata
from calendar import monthrange
from datetime import date
from functools import lru_cache

from qanun.text import Text

SIGNS = {
    "===": "=", "==": "=", "!==": "!=", ":=": "is", "&&": "and", "||": "or", "<>": "!=", "&": "and",
    "|": "or", "!": "not", "≤": "<=", "≥": ">=", "≠": "!=", "−": "-", "–": "-", "—": "-", "×": "*", "÷": "/",
    "//": "/", "{": "(", "}": ")", "[": "(", "]": ")", "=>": "implies", "->": "implies", "→": "implies",
    "⇒": "implies",
}  # fmt: skip
ARROWS = frozenset(("=>", "->", "→", "⇒"))

ADVICE = {
    "§": "remove it; a provision is named by `#` and its anchor, such as `#3.1`",
    "№": "remove it; a provision is named by `#` and its anchor, such as `#3.1`",
    "?": "remove it; a choice is written `if CONDITION then VALUE else VALUE`",
    "**": "write the factors out, such as `rate * rate`",
    "…": "remove it, or finish the sentence",
    ".": "remove it; what a rule says ends with its line",
    "\\": "remove it; a line goes on where the next one is indented deeper",
    "‰": "write it in percent or as a number: `1.4 %`, `0.014`",
    "@": "remove it; who acts is said with `by`, on whom with `on`",
}
"""What to do about a sign that no rule is written with."""

_CURRENCIES = {
    "€": "EUR", "£": "GBP", "₼": "AZN", "₽": "RUB", "₺": "TRY", "₾": "GEL", "₴": "UAH", "₸": "KZT",
    "₹": "INR",
    "₪": "ILS", "₩": "KRW",
    "euro": "EUR", "euros": "EUR", "manat": "AZN", "manats": "AZN", "manatı": "AZN", "манат": "AZN",
    "руб": "RUB", "рубль": "RUB", "рубля": "RUB", "рублей": "RUB", "lari": "GEL", "złoty": "PLN",
}  # fmt: skip
CURRENCY_SIGNS = "€£₼₽₺₾₴₸₹₪₩$¥"
_SPOKEN_SUMS = frozenset(
    ("dollar", "dollars", "pound", "pounds", "francs", "kronen", "lira", "lire", "rupees")
)

_WORDS = {
    "and": "und et и və ve y",
    "or": "oder ou или",
    "not": "nicht pas не deyil değil",
    "when": "wenn falls quand lorsque если когда əgər",
    "yes": "true ja oui да bəli hə evet sí",
    "no": "false nein нет xeyr yox hayır",
    "none": "null nil undefined nothing keine aucun",
    "then": "dann alors тогда onda",
    "else": "sonst sinon иначе əks",
    "days": "tag tage tagen jour jours день дня дней gün días",
    "weeks": "woche wochen semaine semaines неделя недели недель həftə",
    "months": "monat monate monaten mois месяц месяца месяцев ay meses",
    "years": "jahr jahre jahren an ans année années год года лет il años",
    "hours": "stunde stunden heure heures час часа часов saat",
    "yes/no": "bool boolean flag",
    "integer": "int whole",
    "number": "float double decimal real fraction",
    "text": "str string char varchar",
    "money": "euro euros eur dollar dollars pound pounds geld argent",
    "moment": "datetime timestamp time",
    "date": "day datum",
    "duration in days": "duration timedelta interval",
}
_MEANT = {word: meant for meant, words in _WORDS.items() for word in words.split()}
NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fourteen": "14", "fifteen": "15",
    "twenty": "20", "thirty": "30", "sixty": "60", "ninety": "90",
}  # fmt: skip
"""Numbers in words, as they stand before a unit."""
_TYPES = frozenset(("yes/no", "money", "integer", "number", "text", "moment", "date", "duration in days"))
_VALUES = frozenset(("yes", "no", "none"))
_UNITS = frozenset(("days", "weeks", "months", "years", "hours"))


def word_meant(word: str) -> str | None:
    """The word of the language that a drafter means by one of another language, outside types and units."""
    meant = _MEANT.get(word.casefold())
    return meant if meant is not None and meant not in _TYPES | _UNITS else None


def value_meant(word: str) -> str | None:
    """`yes`, `no` or `none`, where a drafter means it by a word of another language."""
    meant = _MEANT.get(word.casefold())
    return meant if meant in _VALUES else None


def type_meant(word: str) -> str | None:
    """The type that a drafter means by a type of a programming language."""
    meant = _MEANT.get(word.casefold())
    return meant if meant in _TYPES else None


def unit_meant(word: str) -> str | None:
    """The unit that a drafter means by its name in another language."""
    meant = _MEANT.get(word.casefold())
    return meant if meant in _UNITS else None


def currency_meant(word: str) -> str | None:
    """The three letters of a currency's sign or name; "" where it may be several; None where it is none."""
    found = _CURRENCIES.get(word.casefold())
    if found is None and (word in CURRENCY_SIGNS or word.casefold() in _SPOKEN_SUMS):
        return ""
    if found is None and len(word) == 3 and word.upper() in _CURRENCIES.values():
        return word.upper()
    return found


def number_meant(written: str) -> str | None:
    """`2,5` -> `2.5`, `5.000.000` -> `5,000,000`, `1.234,56` -> `1,234.56`; None where it may be several."""
    if re.fullmatch(r"\d+,\d{1,2}", written):
        return written.replace(",", ".")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", written):
        return written.replace(".", ",")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d{1,2}", written):
        return written.translate({ord("."): ",", ord(","): "."})
    if re.fullmatch(r"\d{1,3}(?:['’ ]\d{3})+", written):
        return re.sub("['’ ]", ",", written)
    if glued := re.fullmatch(r"(\d+)([^\W\d_]+)", written):
        unit = _measure_meant(glued[2])
        return f"{glued[1]} {unit}" if unit is not None else None
    return None


def numeral_advice(written: str, kind: str) -> tuple[str | None, str]:
    """The number that is meant, or None where it may be several; and what to do about it.

    `thousands_dot` has a point and three digits behind it: a thousand in one country, one in another.
    """
    if kind == "thousands_dot":
        whole, _, rest = written.partition(".")
        return None, f"write `{whole},{rest}` if thousands are meant; else at most two decimals"
    meant = number_meant(written)
    if kind == "foreign_digits":
        meant = re.sub(r"\d", lambda digit: str(unicodedata.digit(digit[0])), written)
    return meant, f"write `{meant}`" if meant else "write thousands and decimals as in `2,500` and `0.14`"


def _measure_meant(word: str) -> str | None:
    """The unit or currency that is glued to a number."""
    if len(word) == 3 and word.isascii() and word.isupper():
        return word
    if word in ("h", "d", "w", "m", "y"):
        return next(unit for unit in _UNITS if unit[0] == word) if word != "m" else None
    singular = {unit.removesuffix("s"): unit for unit in _UNITS}
    return word if word in _UNITS else singular.get(word) or unit_meant(word)


def day_meant(written: str) -> str | None:
    """`01.03.2012` -> `2012-03-01`, `2012/3/1` -> `2012-03-01`; None where month and day may be exchanged."""
    one, two, three = re.split(r"[./-]", written)
    if "/" in written and len(one) < 4 and int(one) <= 12 and one != two:
        return None
    year, month, day = (one, two, three) if len(one) == 4 else (three, two, one)
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
ACCENTS = "\u0300-\u036f"
APOSTROPHES = "'’ʼ"
SHORTENED = {
    "isn": "is not", "aren": "is not", "wasn": "is not", "doesn": "not", "don": "not", "hasn": "not",
    "haven": "not", "didn": "not",
}  # fmt: skip
"""What stands before the apostrophe of `isn't`, and what is meant."""
_ALIKE = (
    ("CYRILLIC", "аеорсухіјѕәһАВЕКМНОРСТХУІЈЅӘҺ"),
    ("LATIN", "aeopcyxijsəhABEKMHOPCTXYIJSƏH"),
)
_TO_LATIN = dict(zip(_ALIKE[0][1], _ALIKE[1][1], strict=True))
_TO_CYRILLIC = dict(zip(_ALIKE[1][1], _ALIKE[0][1], strict=True))


def one_alphabet(word: str) -> tuple[str, str] | None:
    """The word as it looks, in one alphabet, and its first letter of the other; None where nothing is mixed.

    Each part between `_` and `.` is judged by itself; the alphabet of most of its letters is the right one.
    """
    if word.isascii():
        return None
    found = ""
    parts = re.split(r"([_.])", word)
    for index, part in enumerate(parts):
        scripts = [unicodedata.name(letter, "").partition(" ")[0] for letter in part]
        latin, cyrillic = scripts.count("LATIN"), scripts.count("CYRILLIC")
        if not latin or not cyrillic:
            continue
        wrong, table = ("CYRILLIC", _TO_LATIN) if latin >= cyrillic else ("LATIN", _TO_CYRILLIC)
        odd = [letter for letter, script in zip(part, scripts, strict=True) if script == wrong]
        if all(letter in table for letter in odd):
            found = found or odd[0]
            parts[index] = "".join(
                table[letter] if script == wrong else letter
                for letter, script in zip(part, scripts, strict=True)
            )
    return ("".join(parts), found) if found else None


def last_day(day: str) -> str:
    """What to do about a day that its month does not have."""
    year, month = int(day[:4]), int(day[5:7])
    if not (1 <= month <= 12 and year >= 1 and int(day[8:]) >= 1):
        return "correct it"
    return f"correct it: that month ends on `{day[:8]}{monthrange(year, month)[1]}`"


@lru_cache(maxsize=2)
def page_words(text: Text) -> frozenset[str]:
    """Every word of a page; one with hyphens that is declared has a hyphen in front."""
    declared = re.findall(r"^(?:\w+|[ \t]*-)[ \t]+(\w+(?:-\w+)+)", text.content, re.MULTILINE)
    return frozenset([*re.findall(r"[^\W\d]\w*", text.content), *(f"-{word}" for word in declared)])
