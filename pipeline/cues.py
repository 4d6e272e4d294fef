"""The named cues: what the words beside a name say about it.

Each table maps a word, in lower case, to the name of a cue. What a cue is worth is not said here: its weight was
learned from annotated news and lists and stands in `reference/weights.csv`.
"""

import re


def _table(**cues: str) -> dict[str, str]:
    return {word: cue.rstrip("_") for cue, words in cues.items() for word in words.split()}


def forms(word: str) -> tuple[str, str, str]:
    """A word in small letters, with a capital and in capitals."""
    return word, word.title(), word.upper()


POINTS = "north south east west northeast northwest southeast southwest"
"""The points of the compass."""
SIDES = "northern southern eastern western northeastern northwestern southeastern southwestern central"
"""The parts of a jurisdiction that are named by them."""
PART_OF = r"(?:north|south|east|west|central|upper|lower)\w*"
"""A part of a jurisdiction, as a pattern."""

BEFORE = _table(
    in_="in",
    from_="from",
    near="near outside around toward towards throughout across inside",
    institution="""
    via saint university college bank port lake mount ft fort cape camp san santa los las el la new old st big
    little point isle bay club villa hotel casa
    """,
    at="at",
    of="of",
    to="to into",
    the="the",
    conjunction="and or but",
    preposition="by for with on over under between against about as than that when while where",
    title="""
    mr mrs ms dr sen rep gov judge justice officer sgt lt capt captain detective sheriff chief mayor president
    senator governor coach pastor rev reverend attorney prof professor secretary chairman chairwoman councilman
    councilwoman commissioner director superintendent principal deputy trooper sir lord lady king queen prince
    princess councilor councillor alderman trustee executive manager spokesman spokeswoman ambassador minister
    """,
    possessive="his her their our my your its",
    compass=f"{POINTS} {SIDES} upper lower greater downtown metro metropolitan suburban rural mid",
)
"""Cues of the word before a name."""

AFTER = _table(
    speech="""
    said says told added asked noted testified wrote explained replied thinks believes recalled admitted pleaded
    argued scored hit ran threw pitched wins won beat beats has had was is also who will would could did does
    """,
    road="""
    street st road rd avenue ave av boulevard blvd drive dr lane ln highway hwy parkway pkwy turnpike pike ct
    circle way route terrace trail freeway expressway place pl bridge crossing plaza square loop
    """,
    government="""
    court house police fire sheriff city council mayor board commission department district courthouse superior
    circuit municipal public legislature senate assembly supreme attorney governor gov sen rep dept division
    office republican democrat republicans democrats democratic gop legislators lawmakers officials residents
    resident native man woman couple teen teenager girl boy family area metro suburb suburbs mother father
    firefighters officers officer deputies detectives voters taxpayers businesses businessman students township
    housing planning zoning parks recreation chamber economic regional utilities water transit authority
    convention visitors health human social emergency commissioners supervisors selectmen aldermen
    """,
    water="""
    river creek lake bay harbor harbour island islands beach mountain mountains valley hills canyon falls forest
    park basin dam reservoir ridge peninsula desert gulf sound strait canal pond springs swamp bayou field point
    cove
    """,
    school="""
    university college high elementary school schools academy middle institute seminary isd campus preparatory
    state tech polytechnic community intermediate junior
    """,
    press="""
    post times news journal herald tribune gazette chronicle star press globe observer dispatch sun register
    examiner courier sentinel bee record inquirer daily magazine review advocate beacon argus mercury
    """,
    team="""
    broncos cowboys bears lions tigers eagles yankees mets dodgers giants cubs sox angels reds braves cardinals
    pirates rangers astros royals twins indians orioles nationals marlins rays padres rockies knicks lakers
    celtics bulls heat spurs suns jazz kings hawks hornets magic pistons pacers bucks wolves thunder nuggets
    blazers warriors clippers rockets mavericks ravens steelers browns bengals colts texans titans jaguars
    chiefs raiders chargers packers vikings saints falcons panthers buccaneers seahawks rams redskins patriots
    bills dolphins jets bruins flyers penguins capitals devils islanders sabres senators canadiens leafs wings
    blackhawks blues predators stars avalanche wild united wanderers rovers bulldogs wildcats huskies trojans
    longhorns buckeyes wolverines spartans badgers gators seminoles volunteers crimson sooners jayhawks hoosiers
    boilermakers gophers hawkeyes cyclones bobcats knights mustangs
    """,
    firm="""
    co inc corp company llc ltd group bank financial capital partners associates motors airlines industries
    brothers bros sons energy electric oil gas foods steel insurance mutual trust foundation motor hotel inn
    resort restaurant cafe grill pizza theatre theater museum gallery hospital medical clinic center centre
    church cathedral chapel temple cemetery mall market store library zoo stadium arena speedway airport hall
    club society band orchestra symphony ballet opera festival fair castle prison studios records films pictures
    entertainment
    """,
    person="jr sr ii iii iv",
    rest="and or but in on at for of from to with by as that when while where",
)
"""Cues of the word after a name."""

LEVEL_AFTER = {
    "county": "county",
    "counties": "county",
    "parish": "county",
    "parishes": "county",
    "borough": "county",
    "boroughs": "county",
    "municipio": "county",
    "municipios": "county",
    "co": "county",
    "census": "county",
}
"""Words after a name that make it a county's."""

LEVEL_OF = {
    "city": "city",
    "cities": "city",
    "town": "city",
    "towns": "city",
    "village": "city",
    "villages": "city",
    "municipality": "city",
    "municipalities": "city",
    "county": "county",
    "counties": "county",
    "parish": "county",
    "parishes": "county",
    "borough": "county",
    "boroughs": "county",
    "municipio": "county",
    "municipios": "county",
    "state": "state",
    "states": "state",
    "territory": "state",
    "territories": "state",
    "commonwealth": "state",
}
"""Words that, with "of" behind them, say what the next name is: "the state of", "the counties of"."""
NOUNS = "|".join(sorted(LEVEL_OF, key=len, reverse=True))
PLURALS = {noun: level for noun, level in LEVEL_OF.items() if noun.endswith("s")}
PLURAL = "|".join(PLURALS)
NEIGHBORING = "adjacent|adjoining|contiguous|nearby|neighboring|surrounding"
NOUN = re.compile(rf"\b(?:{NOUNS})\b", re.IGNORECASE)

ABROAD = frozenset(
    """
    africa alberta amman arab asia asian australia australian bbc beirut britain british canada canadian cbc cheque
    cheques chinese constituency councillor councillors dublin edinburgh egypt egyptian england essex europe european
    french gaza georgian german greek iranian iraqi ireland irish israel israeli italian japanese jordanian kent
    kilometres km kremlin labour lancashire lebanese lebanon london manchester manitoba metres mexican
    moscow motorway neighbour neighbourhood neighbours newfoundland offence offences ontario organisation organised
    ottawa oxfordshire palestinian pensioner pensioners petrol programme programmes province provincial putin quebec
    queensland rcmp russian saskatchewan scotland scottish soviet spanish surrey sussex syrian tasmania tbilisi tonnes
    toronto turkish tyre uk vancouver victoria wales welsh yorkshire zealand
    """.split()
)
"""Words that tell of a text that it may be about abroad."""

PROVINCES = frozenset("AB BC MB NB NL NS ON PE QC SK".split())
"""Canada Post's codes that are none of the US Postal Service."""

REGIONS_ABROAD = frozenset(
    """
    alberta britain england ireland manitoba newfoundland ontario quebec queensland saskatchewan scotland
    tasmania uk wales
    """.split()
)
"""Parts of countries that news in English writes behind a town's name."""

PARTIES = frozenset(("D", "R", "I", "DFL"))
"""What stands, with a dash, before the seat of a legislator."""
DASHES = frozenset("-–—")

FEDERAL_DEPARTMENTS = frozenset(
    "agriculture commerce defense education energy interior justice labor state transportation treasury war".split()
)
"""The departments of the federal government that are named by one word before "Department"."""

NAMED_OTHERS = frozenset(
    (("Hampton", "Roads"), ("Mexico", "City"), ("National", "Capital"), ("Twin", "Cities"), ("Homeland", "Security"))
)
"""Areas and offices that begin with a place's name."""

UNITS = (
    "jurisdictions|cities|counties|states|parishes|boroughs|municipios|towns|localities|communities|municipalities|"
    "governments|places|villages|areas|locations|finalists|plaintiffs"
)
"""Nouns of which a text counts jurisdictions, as the alternatives of a pattern."""

OFF = tuple(
    """abroad declined defeated denied dropped ended excluded expired failed former formerly ineligible lifted overseas
    rejected removed unsuccessful withdrawn""".split()
)
"""Words that head a list of those that are not on the list."""
HEADED = tuple(
    """applicants application applications areas cities communities counties jurisdictions list members notices orders
    participants partners places proposals requests states warnings""".split()
)
"""Nouns that may go with them: "Notices lifted", "Former members"."""
