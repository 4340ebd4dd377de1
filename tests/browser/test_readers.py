"""What readers come for: from the first page to a right and complete answer in six clicks at most.

What has to be shown is worked out from the report and the inventory of its norms, not from the book.
"""

import re

import pytest
from attrs import frozen
from conftest import Visiting
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.xdist_group("book")

MOST = 6
"""So many clicks a reader makes at most."""


@frozen
class Task:
    """What a reader wants to know: what to click on, by its words (a reply with `:` before it, an article
    with its law), and what has then to be said."""

    clicks: tuple[str, ...]
    said: tuple[str, ...]


TASKS = {
    "may I come back after an expulsion": Task(
        (
            "I was expelled from Azerbaijan and want to come back",
            "Is the person banned from entering Azerbaijan, and why?",
            ":No",
        ),
        # section 2.2.3.3: closed to those who were expelled; how long, by whom, with what appeal is not said
        (
            "Certain",
            "Entry is banned.",
            "The law leaves 3 points open.",
            "Law on departure, entry and passports, art. 12 [(4)]",
            "how long a ban on entry lasts",
            "which body imposes a ban on entry",
            "whether one can appeal against a ban on entry",
        ),
    ),
    "I lost my passport at the border": Task(
        ("Read the law", "Law on departure, entry and passports: Article 15"),
        # section 2.2.1: admitted until the Ministry has investigated; a facility that the district chooses
        (
            "admit the person until the investigation of the Ministry of Interior",
            "The Ministry of Interior must investigate the case",
            "place the person in a facility that the executive body of the nearest district chooses",
            "No procedure is provided for appealing",
        ),
    ),
    "my wife is a citizen and I was sentenced": Task(
        ("Read the law", "Criminal Code: Article 52"),
        # section 2.2.3.4: not imposed on who is married to a citizen when the sentence enters into force
        (
            "The court may decide to impose forced expulsion as a punishment",
            "the person is married to a citizen of Azerbaijan",
            "May forced expulsion be imposed as a punishment, and carried out?",
        ),
    ),
    "who decides on article 318": Task(
        ("Read the law", "Criminal Code: Article 318"),
        # section 2.2.2: a fine of 200 to 500 or 2 to 5 years; not for asylum; of who decides there is nothing
        (
            "A person commits the offence of illegal crossing of the state border",
            "a fine of 200 AZN to 500 AZN, or imprisonment of 2 years to 5 years",
            "the person came to seek political asylum",
            "Who decides\nthe law does not say",
        ),
    ),
    "what is not answered": Task(
        ("Look something up", "Silences: what is not answered"),
        # sections 2.1, 2.2.1, 2.2.3.3
        (
            "no procedure for appealing against being refused or sent back at the border",
            "how long a ban on entry lasts",
            "no procedure is provided for voluntary return",
        ),
    ),
    "two readings compared": Task(
        (
            "Read the law",
            "Criminal Code: Article 318",
            "Is the crossing of the border an offence, and how is it punished?",
            ":Yes",
            ":Yes",
            ":Yes",
        ),
        # section 2.2.2: a fine or imprisonment; the article may be read so that both come together
        (
            "An offence: illegal crossing of the state border",
            "Under each reading",
            "a fine of 200 to 500 AZN, or imprisonment for 2 to 5 years",
            "Also both at once",
            "and imprisonment for 2 to 5 years",
        ),
    ),
    "a child victim": Task(
        ("Read the law", "Law on combating human trafficking: Article 20"),
        # section 2.2.3.4: no administrative expulsion; returned only without risk; its opinion counts
        (
            "must not expel a child victim administratively",
            "must not return the child to its country or to its parents",
            "must take the child's opinion into account",
        ),
    ),
    "an employer of a foreigner": Task(
        ("Read the law", "Code of Administrative Offences: Article 457"),
        # section 2.2.3.2: the person pays, then the host, then the state, which can claim it back in court
        (
            "The person who is expelled bears the costs of the administrative expulsion",
            "that host the person cover the costs",
            "If the hosts refuse, the expulsion is carried out at the state's expense",
            "claim the costs back before a court",
            "Who bears the costs of the expulsion, and can they be claimed back?",
        ),
    ),
}


def target(page: Page, words: str) -> Locator:
    """What bears these words on a page."""
    if words.startswith(":"):
        return page.locator(".qanun-next").get_by_role("button", name=words[1:], exact=True)
    law, _, article = words.partition(": ")
    if article.startswith("Article"):
        rows = page.locator(".qanun-contents > li").filter(has=page.get_by_role("link", name=law, exact=True))
        return rows.get_by_role("link", name=article, exact=True)
    return (
        page.locator("article")
        .locator("summary, a")
        .get_by_text(words, exact=True)
        .locator("visible=true")
        .first
    )


@pytest.mark.parametrize("name", TASKS)
def test_a_reader_gets_there(visit: Visiting, served_site: str, name: str) -> None:
    """With a small telephone, too."""
    task = TASKS[name]
    assert len(task.clicks) <= MOST
    page = visit(served_site, width=375).open("index.html")
    for words in task.clicks:
        target(page, words).click()
    for words in task.said:
        expect(page.locator("article").first).to_contain_text(
            re.compile(r"\s*".join(map(re.escape, words.split())))
        )


def test_a_reader_hands_an_answer_on(visit: Visiting, served_site: str) -> None:
    """In four clicks the address of the case is copied, and who opens it sees the same answer; it prints on
    one page."""
    page = visit(served_site, width=375).open("index.html")
    for words in TASKS["may I come back after an expulsion"].clicks:
        target(page, words).click()
    page.get_by_role("button", name="Copy the address of this case").click()
    expect(page.locator(".qanun-carry")).to_contain_text("Whoever has this address can read what you stated.")
    address = page.get_by_label("The address of this case").input_value()
    other = visit(served_site).open(address.removeprefix(served_site))
    expect(other.locator(".qanun-bar")).to_contain_text("Entry is banned.")
    expect(other.locator(".qanun-decisive")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", other.pdf())) == 1
