"""What headings, labels and lines say outright: that a list is of those not on it, that an item is none, that a name is
one of a number.
"""

import re
from collections.abc import Container

from pipeline.cues import HEADED, OFF, PLURAL

ON = "among|approved|covered|designated|eligible|funded|included|listed|named|on|part|selected"
"""What a place on a list is, so that "not" before it takes the place off."""
DENIED_HEADS = "|".join(
    (
        r"who\s+(?:is\s+not|g[eo]ts?\s+(?:none|nothing))",
        r"no\s+(?:such\s+)?(?:awards?|funds|grants?|letters?|orders?)(?!\s+(?:over|under|above|below|of)\b)\b[^.;!?\n]{0,60}",
        r"(?:never|not)\s+on\s+(?:it|the\s+list)",
        r"(?:came|struck|taken)\s+off(?:\s+again)?",
        r"not\s+(?:yet\s+)?\w+(?:ed|en|ible|ing)",
        r"no\s+longer\s+\w+",
        *OFF,
    )
)
OFF_LIST = re.compile(
    rf"[\W\d]*(?:[A-Z]{{1,4}}\.\s+)?(?:(?:those|{'|'.join(HEADED)})\s+)?(?:{DENIED_HEADS})"
    rf"(?:\s+(?:at|by|for|from|in|of|on|since|so|this|under|until|{'|'.join(HEADED)})\b[^.!?\n]{{0,60}}"
    r"|:\s+(?-i:[^A-Z.!?\n]{3,60}))?\W*(?:\d+\W*)?",
    re.IGNORECASE,
)
"""The heading of a list of those that are not on the list: "Not funded"."""
DENIES = re.compile(
    rf"\b(?:not\s+(?:(?:been|yet)\s+)?(?:{ON})\b(?!\s+before)|no\s+longer|(?:came|taken)\s+off|dropped|removed)\b"
    r"[^\n]*[:|][ \t]*$",
    re.IGNORECASE,
)
"""The label of a line whose names are not on the list: "Counties that were not named: "."""
IS_NOT = re.compile(
    r"(?:,[^,.;\n]{1,60},)?[ ](?:(?:is|are|was|were|has[ ]been|have[ ]been)[ ]?"
    rf"(?:(?:not|n[’']t)[ ](?:yet[ ])?(?:{ON})|(?:left|struck|taken)[ ]off|removed|withdrawn)"
    r"|came[ ]off[ ](?:it|the[ ]list))\b"
    r"|[ ]\((?:the[ ]only[ ][a-z]+[ ])?not[ ]on[ ](?:it|the[ ]list)\)",
    re.IGNORECASE,
)
"""What says of an item that it is none: "Routt County is not on it", "Nevada, the last of them, was taken off"."""

LEFT_OFF = re.compile(
    r"[ ](?:are|were|have[ ]been)[ ]"
    r"(?:not[ ](?:among|included|listed|named|on)|left[ ]off|removed|(?:struck|taken)[ ]off)"
    r"(?:[ ](?:from|in|on))?(?:[ ](?:it|the[ ]list|them|those))?[ ]*(?:[.;,\n]|$)"
)
"""What says of a whole list that it is none of those on it: "were not on the list"."""
ALL_BUT = re.compile(
    r"(?<!\bnot[ ])\b(?:all|each|entire|every(?:one|where)?|statewide|whole)\b"
    r"(?:(?!\b(?:never|no|nobody|none|not|nowhere)\b)[^.;!?\n]){0,90}?\b"
    r"(?:but[ ]not|except(?:ing)?(?:[ ](?:for|in))?|excluding|other[ ]than|with[ ]the[ ]exceptions?[ ]of)[ ]"
    rf"(?:the[ ])?(?:(?:{PLURAL})[ ](?:of[ ])?)?$",
    re.IGNORECASE,
)
"""What stands before a list of those that are not on it: "all Idaho counties except "."""
ATTRIBUTED = re.compile(r"(?:[ ][a-z][\w'’-]*){1,4}?[ ](?:announced|confirmed|reported|reports|said|says)\b")
"""What stands behind a state whose office, behind a list, is said to have told of it: ", the Ohio agency said"."""
AMONG = re.compile(
    r"[ ](?:is|was|are|were)[ ](?:(?:also|both)[ ])?(?:among|one[ ]of|on[ ](?:a|the)[ ]list[ ]of)[ ](?:the[ ])?"
)
"""What stands between a name and the count of those that it is one of: "Boise is among the 23 jurisdictions"."""
GOT = re.compile(
    r"[^.;!?\n]{0,90}\b(?:addressed|advised|awarded|chosen|designated|examined|got|identified|letters?|list(?:ed)?|named|received|selected|sent|"
    r"subpoena\w*|sued|told|warned|wrote|written)\b"
)
"""What makes a count that of a list."""

NO_SUBJECT = re.compile(
    r"\b(?:at|by|for|from|if|in|near|of|to|unless|until|whether|with)[ ](?:the[ ])?"
    r"(?-i:(?:[A-Z]\w+[ ](?:and[ ])?){0,3})$",
    re.IGNORECASE,
)
"""What stands before a name of which nothing is said for sure: "Nothing in Idaho is on it", "If Boise joins"."""


def is_one_of(text: str, start: int, end: int, counts: Container[int]) -> bool:
    """Whether a sentence calls the name or the names in a span some of those that it counts.

    `counts` are the offsets where the stated counts of the text begin.
    """
    among = AMONG.match(text, end)
    if among is None or among.end() not in counts:
        return False
    if "list" not in among[0] and GOT.match(text, among.end()) is None:
        return False
    return not NO_SUBJECT.search(text, max(0, start - 40), start)
