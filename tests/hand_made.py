"""A small program made by hand: Criminal Code 318 as the lowering spells it out."""

from fractions import Fraction

from qanun.core.rules import (
    All,
    Any,
    Apply,
    Const,
    Constraint,
    Definition,
    Expr,
    FactDeclaration,
    FactOf,
    Headline,
    If,
    Law,
    Not,
    Program,
    ProvisionText,
    Question,
    ReadingDeclaration,
    Ref,
    Site,
    Subject,
)
from qanun.runtime.values import Money, Months, Penalties, PenaltyRange, State
from qanun.typed.types import PENALTY, TEXT, YES_NO, Type

SITE = Site("statutes/azerbaijan/criminal_code.md", 40)
ARTICLE = ("criminal_code#318.1",)
NOTE = ("criminal_code#Note",)


def definition(
    name: str, role: str, body: Expr, provisions: tuple[str, ...] = ARTICLE, type_: Type = YES_NO
) -> Definition:
    label = name.rpartition(".")[2].replace("_", " ")
    return Definition(name, role, label, type_, body, provisions, SITE)


def fact(name: str, label: str, type_: Type = YES_NO) -> FactDeclaration:
    return FactDeclaration(name, label, type_, None, SITE)


PUNISHED = Penalties(
    (
        (PenaltyRange("fine", Money(Fraction(200), "AZN"), Money(Fraction(500), "AZN")),),
        (PenaltyRange("imprisonment", Months(24), Months(60)),),
    )
)

R = "criminal_code.illegal_crossing"
DEFINITIONS = (
    definition("person.is_foreigner", "define", All((Not(FactOf("person.is_az_citizen")),)), ()),
    definition(f"{R}.a", "limb", FactOf("criminal_code.lacked_required_documents")),
    definition(f"{R}.b", "limb", FactOf("criminal_code.bypassed_checkpoint")),
    definition(
        f"{R}:own",
        "ground",
        All((FactOf("criminal_code.crossed_guarded_border"), Any((Ref(f"{R}.a"), Ref(f"{R}.b"))))),
    ),
    definition(f"{R}:opened", "opened", Ref(f"{R}:own")),
    definition(
        "criminal_code.asylum_seeker",
        "exception",
        All(
            (
                Ref("person.is_foreigner"),
                FactOf("criminal_code.came_to_seek_political_asylum"),
                Not(FactOf("criminal_code.acts_contain_another_offence")),
            )
        ),
        NOTE,
    ),
    definition(f"{R}:defeated", "defeated", Ref("criminal_code.asylum_seeker")),
    definition(R, "applies", All((Ref(f"{R}:opened"), Not(Ref(f"{R}:defeated"))))),
    definition(f"{R}:not applicable", "state", Not(Ref(f"{R}:opened"))),
    definition(f"{R}:barred", "state", All((Ref(f"{R}:opened"), Ref(f"{R}:defeated")))),
    definition(f"{R}:in force", "state", All((Ref(f"{R}:opened"), Not(Ref(f"{R}:defeated"))))),
    definition(
        f"{R}:state",
        "state",
        If(
            Ref(f"{R}:not applicable"),
            Const(State.NOT_APPLICABLE),
            If(
                Ref(f"{R}:barred"),
                Const(State.BARRED),
                If(Ref(f"{R}:in force"), Const(State.IN_FORCE), Const(None)),
            ),
        ),
        type_=TEXT,
    ),
    definition(f"{R}:penalties", "penalties", Const(PUNISHED), type_=PENALTY),
)

FACTS = (
    fact("criminal_code.crossed_guarded_border", "the person crossed the guarded state border of Azerbaijan"),
    fact("criminal_code.lacked_required_documents", "the person crossed without the required documents"),
    fact("criminal_code.bypassed_checkpoint", "the person went round the checkpoint"),
    fact("person.is_az_citizen", "the person is a citizen of Azerbaijan"),
    fact("criminal_code.came_to_seek_political_asylum", "the person came to seek political asylum"),
    fact("criminal_code.acts_contain_another_offence", "the person's acts contain some other offence"),
)

SUBJECT = Subject(
    name=R,
    kind="offence",
    label="illegal crossing of the state border",
    type=YES_NO,
    provisions=ARTICLE,
    site=SITE,
    answer=R,
    opened=f"{R}:opened",
    barring=("criminal_code.asylum_seeker",),
    grounds=(f"{R}.a", f"{R}.b"),
    exceptions=("criminal_code.asylum_seeker",),
    state=f"{R}:state",
    penalties=f"{R}:penalties",
)

QUESTION = Question(
    name="criminal_code.crossing",
    label="Is the crossing of the border an offence, and how is it punished?",
    answers=(R,),
    headlines=(
        Headline(("An offence",), Apply("=", (Ref(f"{R}:state"), Const(State.IN_FORCE)))),
        Headline(("No offence",), Const(True)),
    ),
    facts=tuple(f.name for f in FACTS),
    readings=(),
    order=tuple(d.name for d in DEFINITIONS),
    constraints=(),
    needs_as_of=False,
    site=SITE,
)


def law(module: str, title: str, provisions: tuple[ProvisionText, ...]) -> Law:
    return Law(module, title, "Azerbaijan", "Report on return", "Asia/Baku", "down", "not stated", provisions)


LAWS = {
    "criminal_code": law(
        "criminal_code",
        "Criminal Code",
        (
            ProvisionText(
                "criminal_code#318.1",
                "318.1",
                "A person who crosses the guarded state border commits an offence.",
                "Article 318",
                SITE,
            ),
            ProvisionText(
                "criminal_code#Note", "Note", "The article does not reach foreigners …", "Article 318", SITE
            ),
        ),
    ),
    "person": law("person", "Shared vocabulary", ()),
}


def program(
    definitions: tuple[Definition, ...] = DEFINITIONS,
    facts: tuple[FactDeclaration, ...] = FACTS,
    subjects: tuple[Subject, ...] = (SUBJECT,),
    questions: tuple[Question, ...] = (QUESTION,),
    constraints: tuple[Constraint, ...] = (),
    readings: tuple[ReadingDeclaration, ...] = (),
    types: dict[str, tuple[Type, str, tuple[tuple[str, str], ...]]] | None = None,
) -> Program:
    return Program(
        laws=LAWS,
        types=types or {},
        authorities={"court": "the court"},
        facts={f.name: f for f in facts},
        readings={r.name: r for r in readings},
        constraints=constraints,
        definitions={d.name: d for d in definitions},
        subjects={s.name: s for s in subjects},
        questions={q.name: q for q in questions},
        scenarios=(),
        claims=(),
        fingerprint="0123456789abcdef",
    )
