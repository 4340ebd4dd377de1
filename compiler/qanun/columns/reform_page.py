"""What a reform does, on a page: as text for a terminal, and in HTML with pictures, which fetches nothing."""

import html
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from attrs import frozen

from qanun.columns.reforms import LESS, MORE, SAME, Outcome, Reform
from qanun.runtime.values.currencies import decimals

FEW_GROUPS = 40
"""So many groups have a bar of their own in a picture."""
COLOURS = {MORE: "#0072b2", LESS: "#d55e00", "otherwise": "#9467bd", SAME: "#b8b8b8"}
"""Told apart also by those who see few colours."""


@frozen
class Count:
    """So many cases, and by how much they differ in all."""

    cases: int
    difference: Decimal | None


Changes = Mapping[str, Count]


@frozen
class Told:
    """Of an outcome what changes in all, and in each group."""

    outcome: Outcome
    whole: Changes
    groups: Sequence[tuple[tuple[str, ...], Changes]]

    @property
    def has_amounts(self) -> bool:
        return any(count.difference is not None for count in self.whole.values())


def told(reform: Reform) -> list[Told]:
    """What the rows of a reform say, outcome by outcome."""
    rows = reform.table.to_pylist()
    found = []
    for outcome in reform.outcomes:
        own = [row for row in rows if row["outcome"] == outcome.name]
        groups: dict[tuple[str, ...], list[Any]] = {}
        for row in own:
            groups.setdefault(tuple(_word(row[name]) for name in reform.by), []).append(row)
        by_group = [(name, _changes(rows)) for name, rows in groups.items()]
        found.append(Told(outcome, _changes(own), by_group if reform.by else ()))
    return found


def _word(value: object) -> str:
    return "not stated" if value is None else str(value)


def _changes(rows: Sequence[Mapping[str, Any]]) -> Changes:
    found: dict[str, Count] = {}
    for row in rows:
        before = found.get(row["change"], Count(0, None))
        sums = [one for one in (before.difference, row["difference"]) if one is not None]
        found[row["change"]] = Count(before.cases + row["cases"], sum(sums, Decimal(0)) if sums else None)
    return dict(sorted(found.items(), key=lambda item: (item[0] == SAME, -item[1].cases, item[0])))


# --- words ------------------------------------------------------------------------------------------------


def _amount(amount: Decimal, outcome: Outcome) -> str:
    """An amount as people read it: money with its coins, another number with what digits it has."""
    money = len(outcome.unit) == 3 and outcome.unit.isupper()
    digits = f"{amount:,.{decimals(outcome.unit)}f}" if money else f"{amount.normalize():,f}"
    return f"{digits} {outcome.unit}".rstrip()


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "0 %"


def _sentence(change: str, count: Count, of: int, outcome: Outcome) -> str:
    cases = f"{count.cases:,} of {of:,} cases ({_share(count.cases, of)})"
    if change not in (MORE, LESS) or count.difference is None:
        return f"{change}: {cases}"
    mean = round(count.difference / count.cases, 2)
    return f"{change}: {cases}, {_amount(count.difference, outcome)} in all, {_amount(mean, outcome)} a case"


def _title(reform: Reform) -> str:
    return f"What changes from {reform.before.name} to {reform.after.name}"


def _columns(one: Told) -> list[str]:
    """The kinds of change of an outcome, of most cases first."""
    return [change for change in one.whole if change != SAME]


def _rows(one: Told, by: Sequence[str]) -> Iterator[list[str]]:
    """A table: each group with its cases, how many of them change how, and by how much in all."""
    kinds = _columns(one)
    yield [*by, "cases", *kinds, *(["difference"] if one.has_amounts else ())]
    for name, changes in one.groups:
        cases = sum(count.cases for count in changes.values())
        cells = [f"{changes[kind].cases:,}" if kind in changes else "0" for kind in kinds]
        sums = [count.difference for count in changes.values() if count.difference is not None]
        total = [_amount(sum(sums, Decimal(0)), one.outcome)] if one.has_amounts else []
        yield [*name, f"{cases:,}", *cells, *total]


def as_text(reform: Reform) -> str:
    """For a terminal."""
    lines = [_title(reform), "=" * len(_title(reform)), f"{reform.cases:,} cases"]
    for one in told(reform):
        lines += ["", one.outcome.label, "-" * len(one.outcome.label)]
        lines += [
            f"  {_sentence(change, count, reform.cases, one.outcome)}" for change, count in one.whole.items()
        ]
        if one.groups and _columns(one):
            lines += ["", *_aligned(list(_rows(one, reform.by)), len(reform.by))]
    if reform.alone:
        lines += ["", f"Only one of them answers: {', '.join(reform.alone)}"]
    return "\n".join(lines) + "\n"


def _aligned(rows: Sequence[Sequence[str]], words: int) -> list[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return [
        "  "
        + "  ".join(
            f"{cell:{width}}" if place < words else f"{cell:>{width}}"
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


# --- HTML -------------------------------------------------------------------------------------------------

_TOP = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }}
.table {{ overflow-x: auto; }}
table {{ border-collapse: collapse; margin: 1rem 0 2rem; }}
th, td {{ border-bottom: 1px solid #8888; padding: 0.3rem 0.8rem; text-align: right; }}
th.word {{ text-align: left; }}
figure {{ margin: 1rem 0; break-inside: avoid; }}
figcaption {{ font-weight: bold; }}
svg {{ width: 100%; height: auto; }}
svg text {{ fill: currentColor !important; }}
</style>
</head>
<body>
"""


def as_html(reform: Reform) -> str:
    """A page by itself. What pictures show stands in the tables, too. ImportError without pygal."""
    title = html.escape(_title(reform))
    parts = [_TOP.format(title=title), f"<h1>{title}</h1>", f"<p>{reform.cases:,} cases.</p>"]
    for number, one in enumerate(told(reform), 1):
        parts.append(f"<h2>{html.escape(one.outcome.label)}</h2>\n<ul>")
        for change, count in one.whole.items():
            parts.append(f"<li>{html.escape(_sentence(change, count, reform.cases, one.outcome))}</li>")
        parts.append("</ul>")
        if _columns(one):
            parts += _pictures(one, reform, number)
            parts += _table(one, reform.by) if one.groups else ()
    if reform.alone:
        parts.append(f"<p>Only one of them answers: {html.escape(', '.join(reform.alone))}.</p>")
    return "\n".join(parts) + "\n</body>\n</html>\n"


def _table(one: Told, by: Sequence[str]) -> Iterator[str]:
    head, *rows = _rows(one, by)
    yield '<div class="table" tabindex="0"><table>'
    classes = ['<th class="word" scope="col">'] * len(by) + ['<th scope="col">'] * (len(head) - len(by))
    cells = (f"{cls}{html.escape(cell)}</th>" for cls, cell in zip(classes, head, strict=True))
    yield f"<tr>{''.join(cells)}</tr>"
    for row in rows:
        words = "".join(f'<th class="word" scope="row">{html.escape(cell)}</th>' for cell in row[: len(by)])
        numbers = "".join(f"<td>{html.escape(cell)}</td>" for cell in row[len(by) :])
        yield f"<tr>{words}{numbers}</tr>"
    yield "</table></div>"


def _pictures(one: Told, reform: Reform, number: int) -> Iterator[str]:
    if one.groups and len(one.groups) <= FEW_GROUPS:
        caption = f"{one.outcome.label}: of 100 cases, by {', '.join(reform.by)}"
        yield _figure(caption, _of_groups(one), f"{number}-groups")
    if len(one.outcome.steps) > 1:
        unit = f" ({one.outcome.unit})" if one.outcome.unit else ""
        caption = f"{one.outcome.label}: how many cases gain or lose how much{unit}"
        yield _figure(caption, _of_steps(one.outcome), f"{number}-steps")


def _figure(caption: str, chart: Any, name: str) -> str:
    """A picture without scripts, and the same each time."""
    chart.uuid = name
    drawn = str(chart.render(is_unicode=True))
    drawn = re.sub(r"<!--.*?-->|<script.*?</script>", "", drawn, flags=re.DOTALL)
    said = html.escape(caption)
    drawn = drawn.replace("<svg ", f'<svg role="img" aria-label="{said}" ', 1)
    return f"<figure>\n<figcaption>{said}</figcaption>\n{drawn}\n</figure>"


def _pygal() -> tuple[Any, Any]:
    """The library, and its class of styles. It would take part in every import from then on, to find maps, in
    a way that Python warns of: so its hook is taken away again."""
    before = list(sys.meta_path)
    import pygal
    from pygal.etree import etree
    from pygal.style import Style

    etree.to_etree()  # not lxml, which writes otherwise, wherever that is installed
    sys.meta_path[:] = [one for one in sys.meta_path if one in before]
    return pygal, Style


def _chart(kind: str, colours: Sequence[str], **more: object) -> Any:
    pygal, Style = _pygal()
    style = Style(
        background="transparent",
        plot_background="transparent",
        foreground="#777",
        foreground_strong="#777",
        foreground_subtle="#777",
        font_family="sans-serif",
        label_font_size=14,
        major_label_font_size=14,
        legend_font_size=15,
        colors=tuple(colours),
        opacity="1",
    )
    options: dict[str, object] = {"js": (), "disable_xml_declaration": True, "legend_at_bottom": True}
    return getattr(pygal, kind)(style=style, width=900, **options, **more)


def _of_groups(one: Told) -> Any:
    """A bar for each group: how many of a hundred cases change how."""
    kinds = [kind for kind in (MORE, LESS) if kind in one.whole]
    if set(one.whole) - {MORE, LESS, SAME}:
        kinds.append("otherwise")
    kinds.append(SAME)
    groups = list(reversed(one.groups))
    colours = [COLOURS[kind] for kind in kinds]
    chart = _chart("HorizontalStackedBar", colours, height=140 + 34 * len(groups), range=(0, 100))
    chart.x_labels = [" · ".join(name) for name, _ in groups]
    for kind in kinds:
        chart.add(kind, [_percent(changes, kind) for _, changes in groups])
    return chart


def _percent(changes: Changes, kind: str) -> float:
    cases = sum(count.cases for count in changes.values())
    own = [
        count.cases
        for change, count in changes.items()
        if change == kind or (kind == "otherwise" and change not in (MORE, LESS, SAME))
    ]
    return round(100 * sum(own) / cases, 2)


def _of_steps(outcome: Outcome) -> Any:
    """A bar for each step of a difference; the first and last have what lies beyond, too."""
    chart = _chart(
        "StackedBar",
        [COLOURS[LESS], COLOURS[MORE]],
        height=380,
        x_label_rotation=40,
        show_minor_x_labels=False,
        truncate_label=-1,
    )
    labels = [f"{step.normalize():,f}" for step, _ in outcome.steps]
    chart.x_labels = labels
    every = max(1, len(labels) // 12)
    nothing = next((at for at, (step, _) in enumerate(outcome.steps) if not step), 0)
    chart.x_labels_major = labels[nothing % every :: every]
    chart.add(LESS, [cases if step < 0 else None for step, cases in outcome.steps])
    chart.add(MORE, [None if step < 0 else cases for step, cases in outcome.steps])
    return chart
