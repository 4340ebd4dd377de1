"""What any client can run: a case, why it comes out so, a question, cases for a rule. All of it is JSON.

A page is named by its address, a place on it by its line from 0.
"""

from collections.abc import Callable

from lsprotocol import types

from qanun.editor.asking import answered, asked_for, case_of
from qanun.editor.explaining import Told, ran, why, why_not
from qanun.editor.known import Known
from qanun.tools.lsp.server import Server, ordered

RUN, WHY, WHY_NOT = "qanun.run", "qanun.why", "qanun.whyNot"
ASK, ANSWER = "qanun.ask", "qanun.answer"
PROPOSE = "qanun.propose"


@ordered(RUN)
def run_case(ls: Server, uri: str, line: int) -> Told:
    """Whether the case at a line passes: see `editor.explaining.ran`."""
    return _of_case(ls, uri, line, ran)


@ordered(WHY)
def explain_case(ls: Server, uri: str, line: int) -> Told:
    """On what the answers of the case at a line rest: see `editor.explaining.why`."""
    return _of_case(ls, uri, line, why)


@ordered(WHY_NOT)
def change_case(ls: Server, uri: str, line: int) -> Told:
    """What would change the answers of the case at a line: see `editor.explaining.why_not`."""
    return _of_case(ls, uri, line, why_not)


def _of_case(ls: Server, uri: str, line: int, what: Callable[[Known, str, int], Told]) -> Told:
    path = ls.path(uri)
    if ls.desk is None or path is None:
        return {"error": "this is no page of law"}
    offset = ls.positions.offset(ls.desk.text(path), types.Position(line, 0))
    return what(ls.desk.places(path).known, path, offset)


@ordered(ASK)
def ask(ls: Server, uri: str, name: str) -> Told:
    """What a question of a page asks for: see `editor.asking.asked_for`."""
    path = ls.path(uri)
    if ls.desk is None or path is None:
        return {"error": "this is no page of law"}
    return asked_for(ls.desk.places(path).known, name)


@ordered(ANSWER)
def answer(ls: Server, uri: str, name: str, facts: dict[str, str]) -> Told:
    """What it answers to facts, by their names in the words of the language: see `editor.asking.answered`."""
    path = ls.path(uri)
    if ls.desk is None or path is None:
        return {"error": "this is no page of law"}
    known = ls.desk.places(path).known
    if known.program is None or name not in known.program.questions:
        return asked_for(known, name)
    question = known.program.questions[name]
    return answered(ls.desk.tried(path, case_of(question, facts)), question)


@ordered(PROPOSE)
async def write_cases(ls: Server, uri: str, line: int) -> Told:
    """Write cases below the rule at a line that decide it both ways, through the client; `error` else."""
    path = ls.path(uri)
    if ls.desk is None or path is None:
        return {"error": "this is no page of law"}
    offset = ls.positions.offset(ls.desk.text(path), types.Position(line, 0))
    try:
        from qanun.editor.proposing import NoCase, propose
    except ImportError:
        return {"error": 'to look for cases z3 is needed: pip install "qanun[proof]"'}
    try:
        edit = propose(ls.desk.places(path).known, path, offset)
    except NoCase as reason:
        ls.window_show_message(types.ShowMessageParams(types.MessageType.Info, str(reason)))
        return {"error": str(reason)}
    change = types.WorkspaceEdit(changes={uri: [ls.edit(edit.span, edit.words)]})
    await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(change, "cases for a rule"))
    return {"written": edit.words}
