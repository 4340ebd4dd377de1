"""The command line, on a new project and on what can go wrong."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from qanun.core.rules import Scenario
from qanun.tools.cli.app import COMMANDS, run
from qanun.tools.cli.exits import Exit
from qanun.verify import scenarios
from qanun.version import __version__

ROOT = Path(__file__).parent.parent
PAGE = "statutes/library_rules.md"
FACTS = "examples/return_of_a_book.json"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new project with its generated code."""
    folder = tmp_path_factory.mktemp("projects") / "library-law"
    assert run(["new", str(folder)]) == 0
    before = Path.cwd()
    os.chdir(folder)
    try:
        assert run(["build"]) == 0
    finally:
        os.chdir(before)
    return folder


@pytest.fixture
def inside(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder is the new project."""
    monkeypatch.chdir(built)
    return built


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The working folder is a new project of the test's own, not built."""
    folder = tmp_path / f"law{abs(hash(tmp_path)) % 10**8}"
    assert run(["new", str(folder)]) == 0
    monkeypatch.chdir(folder)
    capsys.readouterr()
    return folder


def spoil(folder: Path, old: str, new: str) -> None:
    page = folder / PAGE
    content = page.read_text()
    assert old in content
    page.write_text(content.replace(old, new))


def test_a_new_project_checks_and_tests(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No mistakes, every scenario passes, everything is reached."""
    assert run(["check"]) == 0
    assert capsys.readouterr().out == "no mistakes found in 1 law, 3 provisions and 2 rules\n"
    assert run(["test", "--strict"]) == 0
    assert "5 scenarios: 5 passed, 0 failed" in capsys.readouterr().out


def test_scenarios_are_put_to_python_once_it_is_built(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before, it says what is to be done; that is no bug."""
    assert run(["test", "--python"]) == 1
    assert "run `qanun build` first" in capsys.readouterr().err
    assert run(["build"]) == 0
    assert run(["test", "--python"]) == 0


def test_a_new_project_is_not_written_over_another(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The second `new` says what stands in the way."""
    assert run(["new", "."]) == 2
    assert "pyproject.toml" in capsys.readouterr().err


def test_build_writes_once_and_check_finds_what_is_stale(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second build changes nothing; a changed label makes the generated code stale."""
    assert run(["build", "--check"]) == 1
    assert "is missing" in capsys.readouterr().out
    assert run(["build"]) == 0
    capsys.readouterr()
    assert run(["build"]) == 0
    assert capsys.readouterr().out.startswith("0 written")
    assert run(["build", "--check"]) == 0
    spoil(fresh, "the day of the loan", "the day of lending")
    capsys.readouterr()
    assert run(["build", "--check"]) == 1
    assert "differs from what the statutes say" in capsys.readouterr().out


def test_build_explains_what_is_no_plain_function(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the nine questions of two laws it tells which the general evaluation answers; of their 30 answers
    each has a diagram. It writes nothing."""
    shutil.copy(ROOT / "tests" / "spec" / "things.md", fresh / "statutes")
    assert run(["build", "--explain"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "things.excuses: it answers of each thing of a list",
        "things.each_child: it answers of each thing of a list",
        "things.each_pupil: it answers of each thing of a list",
        "things.each_lesson: it answers of each thing of a list",
        "5 of 9 questions are plain functions where every fact is known",
        "30 of 30 answers are exact where facts are missing",
    ]
    assert run(["build", "--check"]) == 1


def test_a_mistake_is_told_in_every_form(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its code, its line, and exit code 1; nothing is built from it."""
    spoil(fresh, "  when library_was_closed", "  when library_was_closd")
    line = (fresh / PAGE).read_text().splitlines().index("  when library_was_closd") + 1
    assert run(["check"]) == 1
    told = capsys.readouterr().out
    assert f"{PAGE}:{line}" in told
    assert "Q0201" in told
    assert "library_was_closed" in told
    assert "\x1b" not in told
    assert run(["check", "--format", "json"]) == 1
    (only,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert (only["code"], only["place"]["line"]) == ("Q0201", line)
    assert run(["check", "--format", "sarif"]) == 1
    assert json.loads(capsys.readouterr().out)["runs"][0]["results"][0]["ruleId"] == "Q0201"
    assert run(["check", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith(f"::error file={PAGE},line={line},")
    assert run(["build"]) == 1
    assert run(["test"]) == 1
    assert not (fresh / "generated").exists()


def test_a_failing_scenario_fails_the_test(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is named, with what was expected and what the law says."""
    spoil(fresh, "as_of = 2024-03-16\n    all others no\n  then return_book is breached",
          "as_of = 2024-03-15\n    all others no\n  then return_book is breached")  # fmt: skip
    assert run(["test"]) == 1
    told = capsys.readouterr().out
    line = (fresh / PAGE).read_text().splitlines().index('scenario "on the fifteenth day it is"') + 1
    assert f"FAILED  {PAGE}:{line}: on the fifteenth day it is" in told
    assert "expected library_rules.return_book is breached" in told
    assert "state pending" in told


def test_a_scenario_that_ends_in_a_bug_is_named(
    fresh: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its page: who reports it has to know on what the whole run failed."""

    def fail(_: object, scenario: Scenario) -> None:
        if scenario.title == "on the fifteenth day it is":
            raise ZeroDivisionError("no such luck")

    monkeypatch.setattr(scenarios, "run", fail)
    assert run(["test"]) == Exit.BUG
    line = (fresh / PAGE).read_text().splitlines().index('scenario "on the fifteenth day it is"') + 1
    place = f"{PAGE}:{line}: on the fifteenth day it is"
    assert f"{place}: ZeroDivisionError: no such luck" in capsys.readouterr().err


def test_what_no_scenario_reaches_fails_only_if_strict(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without its scenario the exception is never seen to hold."""
    page = fresh / PAGE
    content = page.read_text()
    start = content.index('scenario "while the library is closed')
    page.write_text(content[:start] + "```\n")
    assert run(["test"]) == 0
    assert "exception library_rules.closed: holds in 0" in capsys.readouterr().out
    assert run(["test", "--strict"]) == 1


def test_a_claim_that_does_not_hold_is_refuted_with_a_case(
    fresh: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has borrowed need not return while the library is closed."""
    page = fresh / PAGE
    claim = '\n```qanun\nclaim "whoever borrowed returns"\n  has_book_on_loan implies return_book\n```\n'
    page.write_text(page.read_text() + claim)
    assert run(["test"]) == 1
    told = capsys.readouterr().err
    assert "library_was_closed = yes" in told
    assert "claims tried on random cases: 1, refuted: 1" in told


def test_decide_answers_and_explains(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Ten days after the loan of 1 March the book must be back by 15 March."""
    assert run(["decide", "returning", FACTS, "--as-of", "2024-03-10"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("The book must be back by 15 March 2024.\n")
    assert "must return the book by 15 March 2024; there is still time for it" in told
    assert run(["decide", "returning", FACTS, "--as-of", "2024-03-10", "--full"]) == 0
    full = capsys.readouterr().out
    assert "[library_rules#1.1]" in full
    assert "for: it speaks for the line above" in full
    assert run(["decide", "returning", FACTS, "--as-of", "2024-03-10", "--whole"]) == 0
    assert len(capsys.readouterr().out) >= len(full)
    assert run(["decide", "library_rules.returning", FACTS, "--as-of", "2024-03-10", "--json"]) == 0
    answers = json.loads(capsys.readouterr().out)
    assert answers["answers"]["return_book"]["state"] == "pending"


def test_decide_says_what_would_change_it(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a book on loan nothing is to be given back; lent on 2 March it is due on 16 March."""
    asked = ["decide", "returning", FACTS, "--as-of", "2024-03-10", "--what-if"]
    assert run(asked) == 0
    told = capsys.readouterr().out
    assert told.startswith("The book must be back by 15 March 2024.\n")
    _, _, changes = told.partition("\nWhat would have it otherwise\n")
    assert "were no (it is yes): Nothing here obliges" in changes
    assert run([*asked, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    (first, *_) = data["changes"]["return_book"]["found"]
    assert [(one["fact"], one["was"], one["now"]) for one in first["altered"]] == [
        ("has_book_on_loan", True, False)
    ]
    assert first["verdict"] == "need_not"
    assert data["under_readings"]["return_book"]["holds"]
    assert run(["decide", "returning", FACTS, "--as-of", "2024-03-10", "--json"]) == 0
    assert "changes" not in json.loads(capsys.readouterr().out)


def test_decide_says_nothing_of_what_would_change_what_is_not_certain(
    inside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", _typed(b"{}"))
    assert run(["decide", "returning", "-", "--as-of", "2024-03-10", "--explore", "--what-if"]) == 0
    assert capsys.readouterr().out.endswith("Nothing is certain yet that other facts could change.\n")


def _typed(content: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), encoding="utf-8")


def test_decide_reads_standard_input(
    inside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`-` is standard input; a byte-order mark does no harm."""
    monkeypatch.setattr(sys, "stdin", _typed(b'\xef\xbb\xbf{"has_book_on_loan": false}'))
    assert run(["decide", "returning", "-", "--as-of", "2024-03-10"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("facts", "arguments", "code", "told"),
    [
        ('{"has_book_on_loan": true}', ["--as-of", "2024-03-10"], 3, "library_was_closed"),
        ('{"has_book_on_lone": true}', ["--as-of", "2024-03-10"], 2, "has_book_on_loan"),
        ('{"has_book_on_loan": "yes"}', ["--as-of", "2024-03-10"], 2, "has_book_on_loan"),
        ("[1]", ["--as-of", "2024-03-10"], 2, "expected an object with facts"),
        ("{", ["--as-of", "2024-03-10"], 2, "is not JSON"),
        ("[" * 100_000, ["--as-of", "2024-03-10"], 2, "is not JSON"),
        ('{"has_book_on_loan": ' + "1" * 9_000 + "}", ["--as-of", "2024-03-10"], 2, "has_book_on_loan"),
        (
            '{"has_book_on_loan": true, "has_book_on_loan": false}',
            [],
            2,
            "/has_book_on_loan: is stated twice",
        ),
        ("{}", ["--as-of", "0001-01-01"], 2, "outside the years"),
        ("{}", ["--as-of", "9999-12-31"], 2, "outside the years"),
        ("{}", [], 2, "--as-of"),
        ("{}", ["--as-of", "yesterday"], 2, "yesterday"),
        ("{}", ["--as-of", "2024-03-10", "--reading", "x"], 2, "NAME=OPTION"),
        ("{}", ["--as-of", "2024-03-10", "--reading", "x=y"], 2, "x"),
    ],
)
def test_decide_says_what_is_wrong(
    inside: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    facts: str,
    arguments: list[str],
    code: int,
    told: str,
) -> None:
    """Missing facts are 3, a wrong call 2; never a traceback."""
    file = tmp_path / "facts.json"
    file.write_text(facts)
    assert run(["decide", "returning", str(file), *arguments]) == code
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["decide", "returnin", FACTS], "did you mean `library_rules.returning`?"),
        (["decide", "returning", "nowhere.json"], "nowhere.json"),
        (["chek"], "Did you mean `check`?"),
        (["explain", "Q9999"], "there is no diagnostic"),
        (["check", "--format", "xml"], "xml"),
        (["decide"], "QUESTION"),
    ],
)
def test_a_wrong_call_is_told(
    inside: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    """With the nearest right name."""
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert told in captured.err + captured.out


def test_outside_a_project_the_commands_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one diagnostic, with exit code 2."""
    monkeypatch.chdir(tmp_path)
    for arguments in (["check"], ["build"], ["test"], ["accept"], ["decide", "q", "f"], ["ask", "q"]):
        assert run(arguments) == 2
        assert "Q0700" in capsys.readouterr().err


def test_an_interview_in_the_terminal(
    inside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Why, back and a misread reply; at the end the explanation. Who borrowed nothing is asked no more."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("?\nmaybe\nyes\nback\nno\n"))
    assert run(["ask", "returning", "--as-of", "2024-03-20"]) == 0
    told = capsys.readouterr().out
    assert "It is part of “whoever has borrowed a book”" in told
    assert "“return the book” and “the fee for a late return” still depends on it" in told
    assert "please answer with yes or no" in told
    assert told.count("The person has borrowed a book?") == 4
    assert "The day of the loan:" not in told


def test_an_interview_asks_for_the_day_it_needs(
    inside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And goes on to what matters: the loan, whether the library was closed, the days."""
    replies = "soon\n2024-03-20\nyes\nno\nnone\n2024-03-01\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(replies))
    assert run(["ask", "returning"]) == 0
    told = capsys.readouterr().out
    assert "is no date" in told
    assert "The book is overdue" in told


def test_an_interview_can_end_unknown(
    inside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit code 3, and the explanation says what is missing."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("unknown\n" * 6))
    assert run(["ask", "returning", "--as-of", "2024-03-20"]) == 3
    assert "unknown" in capsys.readouterr().out


def test_an_interview_can_be_left(
    inside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`quit` is fine; the end of the input is as Ctrl-C."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("quit\n"))
    assert run(["ask", "returning", "--as-of", "2024-03-20"]) == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert run(["ask", "returning", "--as-of", "2024-03-20"]) == 130
    capsys.readouterr()


def test_accepting_makes_a_changed_text_stale(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The rule was accepted for other words; the provision is named, and accepted alone."""
    assert run(["accept", "--all"]) == 0
    assert "accepted.txt written" in capsys.readouterr().out
    assert run(["check"]) == 0
    spoil(fresh, "within fourteen days", "within thirty days")
    capsys.readouterr()
    assert run(["check"]) == 1
    assert "the rule of provision 1.1 is stale: its text has changed" in capsys.readouterr().out
    assert run(["accept", "library_rules#1.1"]) == 0
    assert "accepted library_rules#1.1\n" in capsys.readouterr().out
    assert run(["check"]) == 0


def test_accepting_makes_a_changed_rule_stale(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is neither checked nor built; its scenarios run, so that it can be tried before it is compared."""
    assert run(["accept", "--all"]) == 0
    spoil(fresh, "  within 14 days", "  within 13 days")
    capsys.readouterr()
    assert run(["check"]) == 1
    assert "is stale: it has changed" in capsys.readouterr().out
    assert run(["build"]) == 1
    assert not (fresh / "generated").exists()
    capsys.readouterr()
    assert run(["test"]) == 1
    told = capsys.readouterr()
    assert "5 scenarios: " in told.out
    assert "is stale: it has changed" in told.err


def test_accepting_names_what_was_compared(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is accepted that was not named, and no misspelt name."""
    assert run(["accept"]) == 2
    assert "library_rules#1.1\n" in capsys.readouterr().err
    assert run(["accept", "library_rules#1.9"]) == 2
    assert "there is no provision `library_rules#1.9`; did you mean" in capsys.readouterr().err
    assert run(["accept", "--all", "library_rules#1.1"]) == 2
    spoil(fresh, "  within 14 days", "  within 14 dyas")
    assert run(["accept", "--all"]) == 1
    assert not (fresh / "statutes" / "accepted.txt").exists()


def test_explain_prints_a_page_for_each_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a code it lists them all."""
    assert run(["explain"]) == 0
    listed = re.findall(r"^(Q\d{4})  ", capsys.readouterr().out, flags=re.M)
    assert "Q0201" in listed
    assert "Q0700" in listed
    assert run(["explain", "q0201"]) == 0
    assert capsys.readouterr().out.startswith("# Q0201")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """So that nobody needs the manual for the first call."""
    assert run([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert f"qanun {name}" in told
    assert "Example" in told


def test_a_bug_is_told_without_a_traceback(
    inside: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In two lines, with exit code 70; the traceback only on demand."""

    def broken(*_: object) -> None:
        raise RuntimeError("oops")

    monkeypatch.setattr("qanun.pipeline.compile", broken)
    assert run(["check"]) == 70
    assert "a bug of Qanun, not a mistake of yours: RuntimeError: oops" in capsys.readouterr().err
    monkeypatch.setenv("QANUN_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        run(["check"])


def test_every_exit_code_is_documented() -> None:
    """In the table of the manual, in the same words."""
    manual = (ROOT / "docs" / "cli.md").read_text()
    for code in Exit:
        assert re.search(rf"^\| {code.value} \| .*\|$", manual, flags=re.M)


def qanun(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from qanun.tools.cli import main; main()", *arguments]


def test_the_version_loads_almost_nothing() -> None:
    """Beyond what Python has loaded when it starts: no library, and of the compiler only its version."""
    code = (
        "import sys, atexit; before = {*sys.modules}; "
        "atexit.register(lambda: print(*sorted({*sys.modules} - before))); "
        "from qanun.tools.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"], check=True, capture_output=True, text=True
    )
    version, loaded = done.stdout.splitlines()
    assert version == f"qanun {__version__}"
    assert loaded.split() == ["qanun", "qanun.tools", "qanun.tools.cli", "qanun.version"]


def test_a_reader_that_stops_reading_gives_no_traceback() -> None:
    """As in `qanun explain | head -1`."""
    process = subprocess.Popen(qanun("explain"), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    error = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 141
    assert error == b""
