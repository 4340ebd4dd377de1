"""A small program made by hand: Criminal Code 318 as the lowering spells it out."""

from fractions import Fraction

from qanun.core.names import Aspect, Name
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
    Role,
    Site,
    Subject,
)
from qanun.runtime.values.durations import Months
from qanun.runtime.values.money import Money
from qanun.runtime.values.penalties import Penalties, PenaltyRange
from qanun.runtime.values.states import State
from qanun.typed.types import PENALTY, TEXT, YES_NO, Type

SITE = Site("statutes/azerbaijan/criminal_code.md", 40)
ARTICLE = ("criminal_code#318.1",)
NOTE = ("criminal_code#Note",)


def definition(
    name: Name, role: Role, body: Expr, provisions: tuple[str, ...] = ARTICLE, type_: Type = YES_NO
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

R = Name("criminal_code.illegal_crossing")
ASYLUM_SEEKER = Name("criminal_code.asylum_seeker")
FOREIGNER = Name("person.is_foreigner")
DEFINITIONS = (
    definition(FOREIGNER, "define", All((Not(FactOf("person.is_az_citizen")),)), ()),
    definition(Name(f"{R}.a"), "limb", FactOf("criminal_code.lacked_required_documents")),
    definition(Name(f"{R}.b"), "limb", FactOf("criminal_code.bypassed_checkpoint")),
    definition(
        Name(R, Aspect.OWN),
        "ground",
        All(
            (FactOf("criminal_code.crossed_guarded_border"), Any((Ref(Name(f"{R}.a")), Ref(Name(f"{R}.b")))))
        ),
    ),
    definition(Name(R, Aspect.OPENED), "opened", Ref(Name(R, Aspect.OWN))),
    definition(
        ASYLUM_SEEKER,
        "exception",
        All(
            (
                Ref(FOREIGNER),
                FactOf("criminal_code.came_to_seek_political_asylum"),
                Not(FactOf("criminal_code.acts_contain_another_offence")),
            )
        ),
        NOTE,
    ),
    definition(Name(R, Aspect.DEFEATED), "defeated", Ref(ASYLUM_SEEKER)),
    definition(R, "applies", All((Ref(Name(R, Aspect.OPENED)), Not(Ref(Name(R, Aspect.DEFEATED)))))),
    definition(Name(R, State.NOT_APPLICABLE), "state", Not(Ref(Name(R, Aspect.OPENED)))),
    definition(
        Name(R, State.BARRED), "state", All((Ref(Name(R, Aspect.OPENED)), Ref(Name(R, Aspect.DEFEATED))))
    ),
    definition(
        Name(R, State.IN_FORCE),
        "state",
        All((Ref(Name(R, Aspect.OPENED)), Not(Ref(Name(R, Aspect.DEFEATED))))),
    ),
    definition(
        Name(R, Aspect.STATE),
        "state",
        If(
            Ref(Name(R, State.NOT_APPLICABLE)),
            Const(State.NOT_APPLICABLE),
            If(
                Ref(Name(R, State.BARRED)),
                Const(State.BARRED),
                If(Ref(Name(R, State.IN_FORCE)), Const(State.IN_FORCE), Const(None)),
            ),
        ),
        type_=TEXT,
    ),
    definition(Name(R, Aspect.PENALTIES), "penalties", Const(PUNISHED), type_=PENALTY),
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
    opened=Name(R, Aspect.OPENED),
    barring=(ASYLUM_SEEKER,),
    grounds=(Name(f"{R}.a"), Name(f"{R}.b")),
    exceptions=(ASYLUM_SEEKER,),
    state=Name(R, Aspect.STATE),
    penalties=Name(R, Aspect.PENALTIES),
)

QUESTION = Question(
    name="criminal_code.crossing",
    label="Is the crossing of the border an offence, and how is it punished?",
    answers=(R,),
    headlines=(
        Headline(("An offence",), Apply("=", (Ref(Name(R, Aspect.STATE)), Const(State.IN_FORCE)))),
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
