"""What an outcome is called in English, by id: the one table of sentences of every runtime.

A sentence is found by the kind of its subject and its verdict, `obligation.must`; where nobody is named for
it, by `obligation.must.nobody` if there is one, and of a status whose label lacks its subject alone by
`status.yes.predicate`. `KIND.claim` is what stands behind *whether* where a verdict
leaves it open. In braces: `bearer`, `act` (the label), `named` (the rule itself), `claim`, `value`, `bars`,
`others`, `silences`, `needs`, `fault`, and the tails `term`, `state`, `record`, `rest`, `weighing`,
`punished`, each with its own words below or nothing.
"""

from collections.abc import Mapping

PREDICATES = ("is", "has", "was", "had", "counts", "does", "may", "must", "needs", "meets", "fulfils")
"""With these a label begins that lacks its subject alone: `is exempt`."""

SENTENCES: Mapping[str, str] = {
    # what a norm of each kind says, and what it does not say
    "obligation.must": "{bearer} must {act}{term}{state}{rest}",
    "obligation.must.nobody": "somebody whom the law does not name must {act}{term}{state}{rest}",
    "obligation.need_not": "nothing here obliges {bearer} to {act}",
    "obligation.need_not.nobody": "nothing here obliges anybody to {act}",
    "obligation.claim": "{bearer} must {act}",
    "obligation.claim.nobody": "somebody must {act}",
    "prohibition.must_not": "{bearer} must not {act}{term}{state}{rest}",
    "prohibition.must_not.nobody": "it is forbidden to {act}{term}{state}{rest}",
    "prohibition.no": "nothing here forbids {bearer} to {act}",
    "prohibition.no.nobody": "nothing here forbids anybody to {act}",
    "prohibition.claim": "{bearer} must not {act}",
    "prohibition.claim.nobody": "it is forbidden to {act}",
    "permission.may": "{bearer} may {act}{term}{state}{rest}",
    "permission.may.nobody": "it is allowed to {act}{term}{state}{rest}",
    "permission.no": "nothing here allows {bearer} to {act}",
    "permission.no.nobody": "nothing here allows anybody to {act}",
    "permission.claim": "{bearer} may {act}",
    "permission.claim.nobody": "it is allowed to {act}",
    "right.may": "{bearer} may, as of right, {act}{term}{state}{rest}",
    "right.may.nobody": "there is a right to {act}{term}{state}{rest}",
    "right.no": "nothing here gives {bearer} a right to {act}",
    "right.no.nobody": "nothing here gives anybody a right to {act}",
    "right.claim": "{bearer} may, as of right, {act}",
    "right.claim.nobody": "there is a right to {act}",
    "power.discretion": "{bearer} may, at discretion, {act}{term}{weighing}{state}{record}{rest}",
    "power.discretion.nobody": (
        "a body that the law does not name may, at discretion, {act}{term}{weighing}{state}{record}{rest}"
    ),
    "power.no": "nothing here gives {bearer} the power to {act}{record}",
    "power.no.nobody": "nothing here gives anybody the power to {act}{record}",
    "power.claim": "{bearer} may, at discretion, {act}",
    "power.claim.nobody": "a body may, at discretion, {act}",
    "offence.yes": "there is an offence by {bearer}: {act}{punished}{state}{rest}",
    "offence.yes.nobody": "there is an offence: {act}{punished}{state}{rest}",
    "offence.no": "there is no offence by {bearer}: {act}",
    "offence.no.nobody": "there is no offence: {act}",
    "offence.claim": "there is an offence by {bearer}: {act}",
    "offence.claim.nobody": "there is an offence: {act}",
    "status.yes": "{bearer} {act}{term}{state}{rest}",
    "status.yes.nobody": "it is so: {act}{term}{state}{rest}",
    "status.no": "it is not so that {bearer} {act}",
    "status.no.nobody": "it is not so: {act}",
    "status.claim": "{bearer} {act}",
    "status.claim.nobody": "it is so: {act}",
    "status.yes.predicate": "it {act}{term}{state}{rest}",
    "status.no.predicate": "it is not so that it {act}",
    "status.claim.predicate": "it {act}",
    # what is found, not done
    "party.yes": "the person is {act}",
    "party.no": "the person is not {act}",
    "party.claim": "the person is {act}",
    "silence.silent": "{act}",
    "silence.no": "this does not arise here: {act}",
    "silence.claim": "this arises here: {act}",
    "yes": "{act}{rest}",
    "no": "it is not so: {act}",
    "value": "{act}: {value}{rest}",
    "claim": "it is so: {act}",
    # what is left open, of any kind; of what has a value, of the value
    "barred": "{denied}; it is barred by {bars}",
    "barred.by nothing named": "{denied}; it is barred",
    "expired": "the time for which {claim} is over{lasted}",
    "silent": "the law does not say whether {claim}: {silences}",
    "silent.value": "the law does not say: {act} ({silences})",
    "silent.left": "the law leaves this to another, and none that is in force says it: {act}",
    "in_conflict": "two rules collide: {named} and {others}",
    "unknown": "it is not certain whether {claim}; still needed: {needs}",
    "unknown.value": "it is not certain yet: {act}; still needed: {needs}",
    "fault": "the law gives no one answer on “{act}”: {fault}",
    # what is named as barring another or colliding with it
    "named.obligation": "the obligation to {act}",
    "named.prohibition": "the rule that it is forbidden to {act}",
    "named.permission": "the permission to {act}",
    "named.right": "the right to {act}",
    "named.power": "the power to {act}",
    "named.offence": "the offence “{act}”",
    "named.status": "“{act}”",
    "named.provision": "what stands in {act}",
    "named": "“{act}”",
    # of each thing of a list, and of one of them
    "each": "{act}: an answer for each {thing} ({count} in all)",
    "each.none": "{act}: no {thing} is listed",
    # as somebody determined, whatever is said
    "determined": "{words}: {sentence}",
    "of one": "{thing}: {sentence}",
    # what would change an answer
    "change.if": "if {facts}",
    "change.fact": "{fact} were {now} (it is {was})",
    "change.field": "“{field}” of “{fact}”",
    "change.field of one": "“{field}” of {thing} in “{fact}”",
    "change.thing": "entry",
    "change.none": "no change of {count} of the facts, or of fewer, would have it otherwise",
    "change.more": "there may be more: not every change was tried",
    # under all readings
    "readings.all": "it holds under all readings",
    "readings.more": "there may be more: not every choice of readings was tried",
    # tails
    "term.due": " by {day}",
    "term.due.before": " before {day}",
    "term.end": " until {day}",
    "term.end.before": " before {day}",
    "lasted": "; it lasted until {day}",
    "lasted.before": "; it ended before {day}",
    "weighing": ", weighing {weighed}",
    "punished": "; the penalty is {penalties}",
    "record.exercised": "; this power has been used",
    "record.exercised without power": "; it was used all the same",
    "rest": "; for the rest still needed: {needs}",
    "state.pending": "; there is still time for it",
    "state.fulfilled": "; this has been done in time",
    "state.fulfilled late": "; this has been done, but late",
    "state.breached": "; this was not done in time",
    "state.breached.prohibition": "; this has been done all the same",
    "state.done": "; this has been done",
    "state.not done": "; this has not been done",
    "state.in force": "",
    "state.expired": "; the time for it is over",
    # words
    "and": "and",
    "or": "or",
    "more": "{number} more",
}

ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth"),
)
"""The places of a list that have a word; beyond them a thing is called by its number."""

NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    "twelve",
)
"""Small numbers in words."""
