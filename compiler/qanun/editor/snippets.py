"""What is put on the page where an entry begins: all of it, with places to fill in, as editors take it."""

SNIPPETS = {
    "fact": 'fact ${1:name} "${2:what is asked, as a sentence}"',
    "define": "define ${1:name} is ${2:value}",
    "rule": 'rule ${1:name} : ${2:type} "${3:what it decides}"\n  is ${4:value}',
    "ground": "ground ${1:name} of ${2:rule}\n  when ${3:condition}\n  is ${4:value}",
    "exception": 'exception ${1:name} to ${2:rule} "${3:in words}"\n  when ${4:condition}',
    "obligation": 'obligation ${1:name} "${2:what is to be done}"\n  on ${3:who}\n  when ${4:condition}',
    "prohibition": 'prohibition ${1:name} "${2:what is forbidden}"\n  on ${3:whom}\n  when ${4:condition}',
    "permission": 'permission ${1:name} "${2:what is allowed}"\n  on ${3:whom}\n  when ${4:condition}',
    "right": 'right ${1:name} "${2:to what}"\n  on ${3:whose}\n  when ${4:condition}',
    "power": 'power ${1:name} "${2:to do what}"\n  by ${3:authority}\n  when ${4:condition}',
    "offence": 'offence ${1:name} "${2:in words}"\n  when ${3:condition}',
    "status": 'status ${1:name} "${2:in words}"\n  on ${3:whom}\n  when ${4:condition}',
    "silence": 'silence ${1:name} on ${2:rule} "${3:what the law does not say}"\n  stated',
    "authority": 'authority ${1:name} "${2:in words}"',
    "party": 'party ${1:name} "${2:in words}"\n  who ${3:condition}',
    "act": 'act ${1:name} "${2:in words}"',
    "type": 'type ${1:name} is one of\n  - ${2:first} "${3:in words}"\n  - ${4:second} "${5:in words}"',
    "record": 'record ${1:name} "${2:in words}"\n  - ${3:field} : ${4:type} "${5:in words}"',
    "reading": (
        'reading ${1:name} "${2:What is open?}"\n  - ${3:one} "${4:in words}"\n  - ${5:other} "${6:in words}"'
    ),
    "question": 'question ${1:name} "${2:in words}"\n  answers ${3:rule}',
    "scenario": 'scenario "${1:what it shows}"\n  given ${2:fact}\n  then ${3:rule}',
    "claim": 'claim "${1:what holds in every case}"\n  ${2:condition}',
    "not encoded": 'not encoded "${1:why no rule states this}"',
}
"""By the words that begin the entry. Others are put there as they are."""
