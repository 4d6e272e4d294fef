"""What sentences, headings and labels say of a list: who is not on it, and who is on it too."""

import re
from collections.abc import Container, Mapping

from pipeline.cues import HEADED, NOUNS, OFF, UNITS
from pipeline.lines import SENTENCE_END
from pipeline.mentions import Toponym

ON = "among|approved|covered|designated|eligible|funded|included|listed|named|on|part|selected"
"""What a place on a list is, so that "not" before it takes the place off."""
LOOKED_BACK = 400
"""Code points before a list in which the beginning of its sentence is looked for."""
LOOKED_AHEAD = 300
"""Code points behind a name in which the end of its sentence is looked for."""

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
    rf"(?:(?:not|n[’']t)[ ](?:yet[ ])?(?:{ON})|(?:struck|taken)[ ]off|removed|withdrawn)"
    r"|came[ ]off[ ](?:it|the[ ]list))\b"
    r"|[ ]\((?:the[ ]only[ ][a-z]+[ ])?not[ ]on[ ](?:it|the[ ]list)\)",
    re.IGNORECASE,
)
"""What says of an item that it is none: "Routt County is not on it", "Nevada, the last of them, was taken off"."""

LEAVING_OUT = "|".join(
    (
        r"left\s+out|not(?!\s+limited)|n’t|n't|excluded|excluding|except|without|nor|never|rather\s+than|instead\s+of",
        r"absent|omitted|missed|missing|had\s+vanished|vanished\s+from\s+(?:it|the\s+list)|spared|exempt|withdrawn|withdrew|cleared|pending|dropped|removed|struck",
        r"wait\s+for|too\s+few|fell\s+short\s+by|they\s+would\s+wait|passed\s+over|opted\s+out|said\s+no(?=[.,;]|$)",
        r"no\s+longer|no\s+(?:evidence|orders?\s+(?:is|of|was|were)|violations?)",
        r"(?:has|have)\s+(?:no\s+(?:orders?|such)|given\s+none)|(?:was|were)\s+turned\s+down",
        r"none\s+of\s+(?:them|the\s+\w+|which|whom)\s+(?:is|are|was|were)\s+(?:among|on)",
        r"(?:come|came|taken|is|are|was|were)\s+(?:off|out)",
    )
)
LEFT_OUT = re.compile(rf"\b(?:{LEAVING_OUT})\b", re.IGNORECASE)
"""Words that take the places before them off a list."""
NOT_ON = re.compile(
    r"[^.!?\n]{0,120}[.;]\s+(?:"
    r"(?:they|these|those|both)(?:\s+(?:two|three|four|five|six))?\s+(?:are|were|have\s+been)(?:\s+not|n[’']t)(?:\s+yet)?"
    rf"\s+(?:{ON})(?:\s+(?:it|the\s+(?:[\w’']+\s+)?list))?[.;]"
    rf"|(?:neither|none\s+of\s+(?:them|these|those))\s+(?:(?:is|are|was|were)\s+(?:{ON})(?:\s+(?:it|the\s+list))?[.;]"
    r"|(?:got|received)\s+(?:any|one|such|(?:a|that)\s+letter)\b))",
    re.IGNORECASE,
)
"""A sentence behind that of a list that takes it off another: "A and B were hit as well. They are not yet covered."."""
APPOSITION = re.compile(r"^,\s+(?:an?|the|which|whose)\b[^,]*")
"""What is said in between, of a list or of its last name alone: ", a town that has never voted on it"."""
NEAR_BEHIND = 80
"""Code points behind a list, or behind an apposition to it, in which words that take it off are looked for."""
SENTENCE_STOPS = re.compile(r"\.[\"”]?\s|[;!?|\t]|[ ]{2}|\n(?=[\W\dA-Z])|[ ](?=(?:[A-Z]{2,}[ ]){2,6}•)")
"""Where the sentence of a list ends behind it: its mark, another cell, a line, a heading that lost its line break."""
FULL_STOP = re.compile(r"\.\s+[A-Z]")
SO_WERE = re.compile(r"\s*(?:So\s+(?:is|are|was|were)|The\s+same\s+(?:goes|had\s+been|is|was)|They\s+include)\b")
"""What says of a list the same as of the names in the sentence before."""
WHO_IS_OFF = re.compile(
    rf"\b(?:who|which(?:\s+(?:ones|{UNITS}))?)\s+(?:has|have|is|are|was|were)\s+(?:been\s+)?"
    rf"(?:(?:come|gone|taken|struck)\s+off|dropped|left\s+out|removed|not\s+(?:{ON}))\b[^.!?\n]{{0,30}}[?]"
    r"\s+(?:A[.:]\s+)?$",
    re.IGNORECASE,
)
"""A question whose answer is a list of those that are not on another."""
GONE = re.compile(
    r"\b(?:without|cleared|cut|did\s+not\s+(?:get|receive)|dropped|eliminated|excluded|left\s+out|no\s+evidence|omitted|"
    r"missing|passed\s+over|removed)\b",
    re.IGNORECASE,
)
"""What that may be, where it takes them off a list."""
WERE = r"(?:is|are|was|were|has|have)"
TAKES_OFF = re.compile(
    "|".join(
        (
            rf"(?:^\s*|\band\s+)(?:neither|nor)\s+(?:do|does|did|{WERE})\s+(?:the\s+)?$",  # Nor were A and B
            r"\bwithout\b[^;:]{1,60}:\s*$",  # Still without an order:
            r"\bwithout\s+(?:the\s+)?(?:[a-z]+\s+of\s+)?$",  # without the city of A
            r"\b(?:excluding|except|not\s+including|but\s+not(?!\s+limited)|rather\s+than)\b[^,;\n]*\n?$",
            r"\b(?:cleared|dropped|excluded|gone|missing|removed)\b[^;:]*"
            rf",?\s(?:and\s)?so\s+{WERE}\s+(?:the\s+)?$",  # A has been dropped, and so have B and C
            r"\bno\s+(?:evidence|violations?)\b[^;:]*\b(?:against|by|in)\s+(?:the\s+[a-z]+\s+of\s+)?$",
            r"\b(?:is|are)\s+still\s+\w+ing\b[^;:]*:\s*$",  # Ten are still waiting:
            r"^\s*still\s+(?:missing|pending|waiting)\s+(?:is|are)\s+(?:the\s+)?$",
            rf"\bnot\s+(?:{ON})\s+(?:is|are|was|were)\s+(?:the\s+)?$",  # The only ones not named are A and B
            r"\bno\s+evidence\b[^;:]*\bthe\s+same\s+(?:is|was)\s+true\s+(?:for|of)\s+(?:the\s+)?$",
            r"\b(?:coming|comes?|came|taken|going)\s+off\b[^;]*$",
            r"\b(?:are|were)\s+out,\s+(?:among\s+them|including)\b[^;]*$",
            r"^\s*out\s+of\s+the\s+\w+\s+(?:are|were)\s[^;]*$",
            r"\b(?:(?:is|are|was|were|comes?|came|struck|taken)\s+off|dropped|removed|no\s+longer|nor)\b[^;]*:\s*$",
            r"\bnot(?!\s+(?:limited|\w+ly\b))\b[^;]*[:|]\s*$",  # did not get one:
            r"\bno(?=\s+(?:changes?|evidence|letters?|lists?|orders?|such|violations?)\b)\b[^;]*:\s*$",
            r"^\s*(?-i:Cut|Eliminated|Out)\b[^;:]{0,45}:\s*$",
            r"^\s*(?:still\s+)?(?:gone|missing|pending|declined)(?:\s+\w+)?:\s*$|^\s*\w+\s+(?:still\s+)?pending\b[^;:]*:\s*$",
            r"^\s*left\s+(?:off|out)(?:\s+(?:again|for\s+now|so\s+far))?:\s+(?:the\s+)?(?:[a-z]+\s+of\s+)?$",
            r"\bthat\s+(?:lost|missed)\s+out:\s*$",
        )
    ),
    re.IGNORECASE,
)
"""The end of a sentence, up to a list, that takes the list off another."""
OFF_THROUGHOUT = re.compile(
    rf"\s*(?:(?:Not(?:\s+yet)?\s+(?:{ON})|No\s+longer\s+(?:{ON}))\b[^:.]{{0,60}}(?::|\s(?:are|were)\s)"
    rf"|(?:Absent|Gone|Missing|Still\s+excluded)\s+(?:is|are|was|were)\s+(?:the\s+)?(?:(?:\w+\s+){{0,3}}(?:{UNITS})\b|[A-Z]|$)"
    r"|No\s+evidence\s+(?:of\s[^.!?]{0,40}\s)?(?:was|has\s+been)\s+found\b)"
)
"""The beginning of a sentence that takes all that it names off a list: "Not on the list: Florida; and Texas"."""
SAID_BESIDE = re.compile(r"\([^()]*\)|^\s*(?:For|In)\s[^,;:]*\b(?:that|which|without)\b[^,;:]*,(?=[^,;:]+:\s*$)")
"""What a sentence says beside a list: notes in parentheses, and of which places it speaks: "In states without one,"."""
CLAUSE = re.compile(r",|\band\b(?!\s+(?:is|are|was|were)\s+(?:not|no\s+longer|off|gone|missing)\b)")
"""What ends a clause, unless it denies what was said."""
MARKS = (".", "!", "?", "\n")
"""What a sentence before a list may begin behind."""


def is_left_out(text: str, start: int, end: int, clause: bool = False) -> bool:
    """Whether the sentence of a span says that what it names is not on the list.

    With `clause`, no more is looked at behind the span than the rest of its clause.
    """
    *earlier, before = re.split(r"[.;!?]|(?<!:)\n\s*\n", text[max(0, start - LOOKED_BACK) : start])
    if text.find("?", max(0, start - 8), start) >= 0 and WHO_IS_OFF.search(text, max(0, start - LOOKED_BACK), start):
        return True
    if earlier and SO_WERE.match(before) and GONE.search(earlier[-1]):
        return True
    behind = end - (FULL_STOP.match(text, end - 1) is not None)  # that of "Ala." is the sentence's too
    after = SENTENCE_STOPS.split(text[behind : end + 2 * NEAR_BEHIND], maxsplit=1)[0]
    after = CLAUSE.split(after, maxsplit=1)[0] if clause else after
    relative = after.startswith(", wh") and LEFT_OUT.search(after[:NEAR_BEHIND])
    after = APPOSITION.sub("", after)[:NEAR_BEHIND]
    if NOT_ON.match(text, end):
        return True
    if relative or LEFT_OUT.search(after) or TAKES_OFF.search(SAID_BESIDE.sub("", before)):
        return True
    begin = max(text.rfind(mark, max(0, start - LOOKED_BACK), start) for mark in MARKS)
    return OFF_THROUGHOUT.match(text, begin + 1, start) is not None


ADDING = "|".join(
    (
        r"add|adds|added|adding|(?:co-)?led\s+by",
        r"(?:the\s+(?:same\s+)?list|it)\s+(?:also\s+)?(?:has|holds|includes|names|takes\s+in)",
        r"The\s+(?:cities|counties|parishes|states|towns)(?:\s+(?:named|listed))?\s+are",
        r"and\s+also\s+in|(?:has|have)\s+designated",
    )
)
MORE = re.compile(rf"\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive)\s+more\s+(?:{UNITS}),\s+$")
"""What announces more of a list in a sentence of their own: "Two more cities, "."""
ADDS = re.compile(
    rf"\b(?:{ADDING})\s+(?:both\s+)?(?:the\s+)?(?:(?:attorneys?\s+general|[a-z]+)\s+of\s+)?$",
    re.IGNORECASE,
)
"""What adds a list to others: "in January we add", "the list names", "led by the attorneys general of"."""
JOINING = "|".join(
    (
        rf"(?:is|are|was|were)\s+among\s+(?:them|the\s+(?:{UNITS}))\b(?!\s+(?:that|which|with|without)\b)",
        r"(?:also\s+|have\s+)?(?:followed\s+(?:on|suit)|join(?:ed|s)?\s+(?:in|them|it))\b",
        r"(?:is|are|was|were)\s+(?:named,|already\s+(?:covered|designated|eligible|included|listed|on)\b)",
        r"(?:were|was|have\s+been|has\s+been)\s+(?:also\s+)?added\b(?!\s+to\s+those)",
        r"(?:stay|stays|remain|remains)\s+on\s+(?:it|the\s+list)\b",
    )
)
JOIN = re.compile(rf"[^.!?\n]{{0,90}}[.]\s+They\s+join\b|,?\s+(?:{JOINING})")
"""The same behind it: "San Francisco and Harris County joined them", "Jasper and Walker counties were added"."""
AMONG = re.compile(
    r"[ ](?:is|was|are|were)[ ](?:(?:also|both)[ ])?(?:among|one[ ]of|on[ ](?:a|the)[ ]list[ ]of)[ ](?:the[ ])?"
)
"""What stands between a name and the count of those that it is one of: "Boise is among the 23 jurisdictions"."""
GOT = re.compile(
    r"[^.;!?\n]{0,90}\b(?:addressed|advised|awarded|chosen|designated|examined|got|identified|letters?|list(?:ed)?|named|received|selected|sent|"
    r"subpoena\w*|sued|told|warned|wrote|written)\b"
)
"""What makes a count that of a list."""

DAY = r"(?:(?:early|late)[ ])?(?:on[ ])?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
CLAUSE_ENDS = r"(?=[.,;:]|[ ](?:and|as[ ]well|but|too)\b|$)"
"""What stands behind a verb whose object is left out: the list."""
JOINED = (
    r"(?:(?:also|has|have|now|thus)[ ])?join(?:s|ed)"
    rf"(?:{CLAUSE_ENDS}|[ ](?:it\b|later\b|them\b|the[ ](?:case|list|others|suit)\b|{DAY}))|followed[ ](?:suit\b|{DAY})"
)
ADDED = (
    r"(?:is|are|was|were|has[ ]been|have[ ]been)[ ](?:(?:also|both|later|now|still)[ ])?"
    r"(?:on[ ](?:it\b|the[ ](?:[\w\"“”-]+[ ]){0,2}list\b(?![ ]of\b))(?![ ](?:before|by|earlier|in|last|until|when)\b)"
    r"|there[ ]too\b"
    rf"|added(?:{CLAUSE_ENDS}|[ ](?:later\b|to[ ](?:it|the[ ]list)\b|{DAY}))"
    rf"|among[ ]the[ ](?:{UNITS})[ ](?:listed|named)\b"
    r"|named[ ]too\b|(?:down|entered|marked)[ ](?:as|by)\b|called[ ][^.;,:\n]{1,40}[ ]on[ ]the[ ]list\b"
    rf"|(?:included|listed)(?:{CLAUSE_ENDS}|[ ]as[ ]an?[ ](?:[a-z]+[ ])?(?:city|county|state)\b))"
)
ACT = r"(?:act|file|join|sign|sue)"
ACTED = "|".join(
    (
        r"(?:acted|applied|filed|qualified|signed|sued)[ ](?:as[ ]well|too)(?=[.,;]|$)",
        rf"was[ ](?:the[ ])?first(?=,?[ ](?:{DAY}|to[ ]{ACT}\b))",
        rf"became[ ]the[ ](?:last|latest|newest)(?=\.|[ ]to[ ]{ACT}\b)",
        r"(?:gave|issued|passed|signed)[ ](?:[a-z]+[ ]){1,3}of[ ](?:its|their)[ ]own\b",
        r"(?:has|have)[ ](?:now[ ])?(?:gotten|issued|received|signed)[ ]one[ ](?:as[ ]well|too)\b",
        r"complete[sd]?[ ]the[ ]list\b",
        r"ha(?:s|ve)[ ]an?[ ](?:entry|line)[ ]of[ ](?:its|their)[ ]own\b",
        rf"(?:is|was)[ ]the[ ]only[ ]other[ ](?:{NOUNS})\b[^.,;:\n]{{0,40}}[ ](?:listed|named|on[ ]the[ ]list)\b",
    )
)
ON_LIST = re.compile(
    rf"(?:,[ ][^.,;:\n]{{1,60}},|,)?[ ](?:[Ss]tate[ ])?(?:(?:itself|as[ ]a[ ]whole)[ ])?(?:{JOINED}|{ADDED}|{ACTED})"
)
"""What is said behind a name that is on a list too: "Boise, the capital, was added on Friday"."""
PAID = re.compile(r"(?:,[ ][^.,;:\n]{1,60},)?[ ](?:gets?|receives?)[ ]\$[1-9]")
"""The same where the list is one of amounts: "Yuba County receives $12.5 million"."""
TOLD_LAST = re.compile(
    r"(?:\bon[ ](?:it|the[ ]list),?[ ](?:along|together)[ ]with"
    r"|\bAdded(?:[ ](?:later|(?:on[ ])?[A-Z][a-z]+\.?[ ]\d{1,2}))?:"
    r"|\b[Tt]he[ ](?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|other|remaining)[ ]"
    r"(?:is|was|(?:letter|notice|request|subpoena)[ ](?:is|was|goes|went)(?:[ ](?:addressed|mailed|sent))?[ ]to)"
    rf"|\b[Oo]ne[ ](?:is|was)[ ]an?[ ](?:{NOUNS}):"
    r"|\b(?:[Ll]ast|[Ll]atest|[Mm]ost[ ]recent|[Nn]ewest)(?:[ ][a-z]+)?[ ]to[ ](?:act|join|sign)[ ](?:is|was))"
    r"[ ](?:the[ ](?:[a-z]+[ ]of[ ])?)?$"
)
"""What stands before a name that is on a list with others: "Still on it, along with the state of Colorado", "The ninth
letter is addressed to the", "The latest to join is".
"""
SAID_WHOLE = re.compile(
    r"(?:[ ](?:as[ ]a[ ]whole|in)\b|[ ]\(|[ ]?[.,;]|[ ]*(?:\n|$))(?![ ]?which[ ](?:dropped|killed|refused|rejected))"
)
"""What stands behind a name that is all that is said."""
JOINS = re.compile(
    r"[ ](?:(?:(?:also|has|now|thus)[ ])?join(?:s|ed)|(?:was|were)[ ][a-z]+,[ ]as[ ](?:was|were))"
    r"[ ](?:the[ ](?:[a-z]+[ ]of[ ])?)?"
)
"""What stands between a name and the list that it joins: "Athens was flagged, as were the counties of"."""
NO_SUBJECT = re.compile(
    r"\b(?:at|by|for|from|if|in|near|of|to|unless|until|whether|with)[ ](?:the[ ])?"
    r"(?-i:(?:[A-Z]\w+[ ](?:and[ ])?){0,3})$",
    re.IGNORECASE,
)
"""What stands before a name of which nothing is said for sure: "Nothing in Idaho is on it", "If Boise joins"."""
NOBODY = re.compile(r"\b(?:hardly|neither|nobody|none|nor|nothing)\b[^.;!?\n]*$", re.IGNORECASE)
"""What denies all that follows in its sentence: "Neither Omaha nor Lincoln is on it"."""
SO_IS = re.compile(
    r"[^\n!?]{0,140}\b[Ss]o[ ](?:is|are|was|were|do|does|did|has|have)[ ]"
    r"(?:[a-z]+[ ]of[ ](?:its|their)[ ][^.,;!?\n]{3,40},[ ])?(?:the[ ])?(?:[a-z]+[ ]of[ ])?"
)
"""What stands between a name on a list and one of which the same is said: "Boise is on it. So is Salem"."""
SAID_ENDS = re.compile(r"(?=[.,;]|$)|[ ](?:and|itself|too)\b")
"""What stands behind the latter, and not "So does Boise's mayor"."""
ADDITIVE = re.compile(r"\b(?:also|(?<!said\s)the\s+same|joined|as\s+well|too|in\s+addition|likewise)\b", re.IGNORECASE)
"""Words that add a place named in full to a list before it: "the city of Boise did the same"."""


def adds(text: str, start: int, end: int) -> bool:
    """Whether the words before a list, or behind it, add it to others."""
    if ADDS.search(text, max(0, start - 50), start) or JOIN.match(text, end):
        return True
    return MORE.search(text, max(0, start - 50), start) is not None and not is_left_out(text, start, end)


def is_one_of(text: str, start: int, end: int, counts: Container[int]) -> bool:
    """Whether a sentence calls the name or the names in a span some of those that it counts.

    `counts` are the offsets where the stated counts of the text begin.
    """
    among = AMONG.match(text, end)
    if among is None or among.end() not in counts:
        return False
    if "list" not in among[0] and GOT.match(text, among.end()) is None:
        return False
    return not NO_SUBJECT.search(text, max(0, start - 40), start) and not is_left_out(text, start, end)


def is_added(text: str, name: Toponym, start: int, end: int, lists: Mapping[int, int], paid: bool) -> bool:
    """Whether a sentence says of the name or the names in a span that they are on a list too.

    `name` is the last of them, `lists` the ends of the lists of the text by their starts, in order; `paid` says whether
    some of these hold amounts.
    """
    if TOLD_LAST.search(text, max(0, start - 60), start) and SAID_WHOLE.match(text, end):
        return not is_left_out(text, start, end)
    if NO_SUBJECT.search(text, max(0, start - 40), start) or NOBODY.search(text, max(0, start - 120), start):
        return False
    added, joining = ON_LIST.match(text, end), JOINS.match(text, end)
    if added is None and paid:
        added = PAID.match(text, end)
    if added is None and joining is not None and joining.end() in lists:
        return not is_left_out(text, start, end)
    if added is None and (name.level_cue or "").endswith(" of") and name.start >= next(iter(lists.values())):
        sentence = SENTENCE_END.split(text[name.end : name.end + LOOKED_AHEAD], maxsplit=1)[0]
        return ADDITIVE.search(sentence) is not None and not is_left_out(text, start, end)
    return added is not None and not is_left_out(text, start, added.end(), clause=True)


def is_same(text: str, last: int, start: int, end: int) -> bool:
    """Whether what is said of a name on a list that ends at `last` is said of the name in a span too: "So is Salem"."""
    said = SO_IS.fullmatch(text, last, start) and SAID_ENDS.match(text, end)
    return bool(said) and not is_left_out(text, start, end)
