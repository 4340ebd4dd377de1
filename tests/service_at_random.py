"""Random requests of the whole document of the service, right ones and wrong ones, by schemathesis.

    python tests/service_at_random.py --examples 200 --seed 7 [QUESTION]...

Each answer must be one that the document has: no failure of the service, no other status, form or shape; what
is right is taken, what is wrong is refused. Without a question those of the document are drawn from one after
the other until all were.
"""

import argparse
import re
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from qanun.service.app import Service
from qanun.service.served import Served
from qanun.service.settings import Settings
from qanun_azerbaijan import questions
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance
from service_caller import PACKAGE

BEYOND = re.compile("cannot end on|lies outside|is no date|is no moment|half a character|digits")
"""What no schema can say: that a period has its end behind its start, and the like."""


@schemathesis.serializer("application/x-ndjson")  # type: ignore[untyped-decorator]
def lines(_: object, value: object) -> bytes:
    """A batch is sent as it is drawn: text."""
    return str(value).encode("utf-8", "surrogatepass")


def document(names: Iterable[str]) -> Any:
    """The operations of some questions, and those of none, of a service in this process."""
    service = Service(Served(PACKAGE), Settings(PACKAGE, hosts=()))
    return schemathesis.openapi.from_asgi(
        "/openapi.json?" + "&".join(f"question={name}" for name in names), service
    )


def failures(schema: Any, examples: int, number: int, *, only: str = "") -> Iterator[str]:
    """What was answered otherwise than the document says; `only`: of operations whose path begins so."""
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path.startswith(only):
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                if mode is GenerationMode.NEGATIVE and operation.path.endswith("/batch"):
                    continue  # to the document lines are a text: any is one
                yield from _of(operation, mode, examples, number)


def _of(operation: Any, mode: GenerationMode, examples: int, number: int) -> Iterator[str]:
    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        answer = case.call()
        case.validate_response(answer, excluded_checks=[positive_data_acceptance])
        if mode is GenerationMode.POSITIVE and answer.status_code not in (200, 404, 409):
            assert all(BEYOND.search(one["detail"]) for one in answer.json()["errors"]), answer.text

    try:
        ask()
    except Unsatisfiable:
        return  # an operation without parameters has no wrong ones
    except (Exception, BaseExceptionGroup) as error:
        yield f"{operation.method.upper()} {operation.path} ({mode.value}): {_told(error)}"


def _told(error: BaseException) -> str:
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else (error,)
    return "\n".join(str(part)[:1500] for part in parts)


def main() -> int:
    """Exits with 1 if something was found."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("questions", nargs="*")
    reader.add_argument("--examples", type=int, default=50)
    reader.add_argument("--seed", type=int, default=0)
    wanted = reader.parse_args()
    found = 0
    for place, name in enumerate(wanted.questions or questions.labels):
        begun = time.process_time()
        schema = document([name])
        only = "" if place == 0 else f"/questions/{name}"
        for told in failures(schema, wanted.examples, wanted.seed, only=only):
            found += 1
            print(told, flush=True)
        print(f"{name}: {time.process_time() - begun:.0f} s", flush=True)
    print(f"{found} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
