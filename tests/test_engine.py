"""What the engine reads: tables of short texts and of the jurisdictions in them.

Expected names are in the order of the text, joined by semicolons. A state that completes a name ("Calif." in "Berkeley,
Calif.") is left out; a name that stays ambiguous has a question mark before it.
"""

from collections.abc import Iterable
from typing import Any

import pytest

from pipeline.documents import Document
from pipeline.extract import Mention, extract
from pipeline.gazetteer import gazetteer
from pipeline.reference import read_table
from pipeline.tables import COMPLETES_A_NAME

STATES = [
    ("A new law in Oregon starts on Monday.", "Oregon"),
    ("They come from the border counties of Texas.", "Texas"),
    ("Officials in Ohio, Iowa and Maine signed the deal.", "Ohio; Iowa; Maine"),
    ("WILDFIRES SPREAD ACROSS CALIFORNIA AND NEVADA", "California; Nevada"),
    ("The senator (D-Calif.) voted against the bill.", "California"),
    ("Sen. Pat Brown, R-Ky., asked for a delay.", "Kentucky"),
    ("Rep. Lee Smith (R-TX) asked for a delay.", "Texas"),
    ("The state of Washington sued the federal government.", "Washington"),
    ("A barn burned in White House, Tenn., on Friday.", "White House, Tennessee"),
    ("New Mexico and West Virginia reported fewer cases.", "New Mexico; West Virginia"),
    ("Drivers in the Commonwealth of Virginia pay a toll.", "Virginia"),
    ("Puerto Rico and Guam asked for aid.", "Puerto Rico; Guam"),
    ("Kansas City, Mo., lies across the river from Kansas City, Kan.", "Kansas City, Missouri; Kansas City, Kansas"),
    ("The states of Ohio and Iowa settled.", "Ohio; Iowa"),
    ("Ohio's governor and Iowa’s governor met.", "Ohio; Iowa"),
    ("He moved from N.Y. to Calif. last year.", "New York; California"),
    ("Florida-based nurses flew to Hawaii.", "Florida; Hawaii"),
    ("Oh, it is OK in me or my pa.", ""),
    ("Notices went out under 42 U.S.C. 1983 to Iowa.", "Iowa"),
    ("Trucks run in OH, KS and TX, he said.", "Ohio; Kansas; Texas"),
    ("Drought was declared in 14 counties in Washington State.", "Washington"),
    ("The 12 other Washington counties reopened in May.", "Washington"),
    ("She leaves a sister, Ellen of TX; and a brother, Carl of FL.", "Texas; Florida"),
]

STATE_BEHIND = [
    ("The couple lives in Aurora, New York, and has two children.", "Aurora, New York"),
    ("The storm hit Long Beach, Washington and Seaside, Oregon.", "Long Beach, Washington; Seaside, Oregon"),
    (
        "Cases: June Lake 12, Mammoth Lakes 3 in California.",
        "June Lake, California; Mammoth Lakes, California; California",
    ),
    ("She moved to Berkeley, Calif., in May.", "Berkeley, California"),
    ("She moved to Berkeley, California in May.", "Berkeley, California"),
    ("She moved to Berkeley, CA in May.", "Berkeley, California"),
    ("She moved to Berkeley CA in May.", "Berkeley, California"),
    ("She moved to Berkeley (California) in May.", "Berkeley, California"),
    ("The plant in Portland (Oregon) closed.", "Portland, Oregon"),
    ("The plant in Portland, Maine, closed.", "Portland, Maine"),
    (
        "A storm hit Springfield, Mo., and Springfield, Ill., on the same day.",
        "Springfield, Missouri; Springfield, Illinois",
    ),
    ("Send it to 12 Oak Street, Columbus, OH 43004.", "Columbus, Ohio"),
    ("The company is based in Charleston, W.Va.", "Charleston, West Virginia"),
    ("He was born in Fargo, N.D., and lives in Rapid City, S.D.", "Fargo, North Dakota; Rapid City, South Dakota"),
    ("They drove from Albany, N.Y., to Trenton, N.J.", "Albany, New York; Trenton, New Jersey"),
    ("She teaches in Wilmington, Del., and he in Wilmington, N.C.", "Wilmington, Delaware; Wilmington, North Carolina"),
    ("The Paris, Texas, fair opens today.", "Paris, Texas"),
    ("The Moscow, Idaho, fair opens today.", "Moscow, Idaho"),
    ("The van was found near Gary, Indiana; its owner lives in Flint, Mich.", "Gary, Indiana; Flint, Michigan"),
    ("Gary, Ind.-based steelmakers hired.", "Gary, Indiana"),
    ("DAYTON, OHIO — The river rose.", "Dayton, Ohio"),
    ("The Peoria, Ill., school board met.", "Peoria, Illinois"),
    ("Lawrence, Kansas's downtown is busy.", "Lawrence, Kansas"),
    ("He flew to Athens, Ga. and on to Rome, Ga. by train.", "Athens, Georgia; Rome, Georgia"),
    ("Write to P.O. Box 12, Salem, OR 97301 or call (503) 555-0100.", "Salem, Oregon"),
    ("The mill in Canton, Connecticut, closed in May.", ""),
    (
        "Clinics moved to Washington D.C., Omaha and Fresno.",
        "Washington, District of Columbia; Omaha, Nebraska; Fresno, California",
    ),
    ("WASHINGTON — The agency named four counties in Missouri.", "Washington, District of Columbia; Missouri"),
    (
        "Rain is expected over Denver, Wyoming, western Nebraska and Kansas.",
        "Denver, Colorado; Wyoming; Nebraska; Kansas",
    ),
]

COUNTIES = [
    ("Cook County, Ill., appealed the order.", "Cook County, Illinois"),
    (
        "Orleans Parish and Jefferson Parish closed their schools.",
        "Orleans Parish, Louisiana; Jefferson Parish, Louisiana",
    ),
    (
        "Judges in Orange County, Calif., and Orange County, Fla., agreed.",
        "Orange County, California; Orange County, Florida",
    ),
    ("The Kenai Peninsula Borough in Alaska has a new mayor.", "Kenai Peninsula Borough, Alaska; Alaska"),
    ("The sheriff of Miami-Dade County spoke.", "Miami-Dade County, Florida"),
    ("Voters in Prince George's County, Md., went home.", "Prince George's County, Maryland"),
    ("Voters in Prince George’s County, Md., went home.", "Prince George's County, Maryland"),
    (
        "Doña Ana County, N.M., and Dona Ana County, New Mexico, are one.",
        "Doña Ana County, New Mexico; Doña Ana County, New Mexico",
    ),
    ("St. Louis County, Mo., surrounds the city on three sides.", "St. Louis County, Missouri"),
    ("The city of St. Louis, Mo., left the county.", "St. Louis, Missouri"),
    ("Baltimore County, Md., borders Baltimore city, Md.", "Baltimore County, Maryland; Baltimore, Maryland"),
    ("Eastland and Callahan counties in Texas burned.", "Eastland County, Texas; Callahan County, Texas; Texas"),
    (
        "Union, Gaston and Cabarrus Counties, North Carolina, grew.",
        "Union County, North Carolina; Gaston County, North Carolina; Cabarrus County, North Carolina",
    ),
    ("Harris Co., Texas, opened a shelter.", "Harris County, Texas"),
    (
        "The County of Los Angeles and the City of Los Angeles agreed.",
        "Los Angeles County, California; Los Angeles, California",
    ),
    ("Bayamón Municipio, Puerto Rico, reopened.", "Bayamón Municipio, Puerto Rico"),
    ("COOK COUNTY, ILL., SUES", "Cook County, Illinois"),
    ("Alexandria, in Rapides Parish, flooded.", "Alexandria, Louisiana; Rapides Parish, Louisiana"),
    ("Carson City, Nev., is a county too.", "Carson City, Nevada"),
    ("DeKalb County, Ga., and De Kalb County, Illinois, differ.", "DeKalb County, Georgia; DeKalb County, Illinois"),
    ("The Wayne County, Mich., sheriff spoke.", "Wayne County, Michigan"),
    (
        "Montgomery and Prince George's counties in Maryland agreed.",
        "Montgomery County, Maryland; Prince George's County, Maryland; Maryland",
    ),
    ("Fairfax County and the city of Fairfax, Virginia, share a court.", "Fairfax County, Virginia; Fairfax, Virginia"),
    (
        "Officers of the Ross, Wood, Allen and Erie County jails in Ohio met.",
        "Ross County, Ohio; Wood County, Ohio; Allen County, Ohio; Erie County, Ohio; Ohio",
    ),
    (
        "The clinic in Texas serves Webb, Zapata, and Jim Hogg County.",
        "Texas; Webb County, Texas; Zapata County, Texas; Jim Hogg County, Texas",
    ),
    (
        "In Georgia, Troup County was hit. In Mississippi, those in Carroll, Jasper and Newton Counties may apply.",
        "Georgia; Troup County, Georgia; Mississippi; Carroll County, Mississippi; Jasper County, Mississippi; "
        "Newton County, Mississippi",
    ),
    (
        "In Iowa, Adair, Cass and Union Counties were named.",
        "Iowa; Adair County, Iowa; Cass County, Iowa; Union County, Iowa",
    ),
    (
        "Ohio: a warning for NE Darke, southern Mercer, and western Shelby counties.",
        "Ohio; Darke County, Ohio; Mercer County, Ohio; Shelby County, Ohio",
    ),
]

PLACES = [
    ("Saint Paul, Minn., and St. Paul, Minnesota, are one city.", "St. Paul, Minnesota; St. Paul, Minnesota"),
    ("Fort Worth, Texas, and Ft. Wayne, Ind., tied.", "Fort Worth, Texas; Fort Wayne, Indiana"),
    ("Mt. Vernon, N.Y., and Mount Vernon, Wash., tied.", "Mount Vernon, New York; Mount Vernon, Washington"),
    ("Lawmakers met in Washington, D.C., on Monday.", "Washington, District of Columbia"),
    ("New York City and Los Angeles sued.", "New York, New York; Los Angeles, California"),
    (
        "Brooklyn and the Bronx lost power; Staten Island did not.",
        "Kings County, New York; Bronx County, New York; Richmond County, New York",
    ),
    ("Louisville Metro raised its taxes, said Kentucky officials.", "Louisville, Kentucky; Kentucky"),
    ("Nashville and Memphis, Tenn., signed.", "Nashville, Tennessee; Memphis, Tennessee"),
    ("W. Palm Beach, Fla., and E. Lansing, Mich., tied.", "West Palm Beach, Florida; East Lansing, Michigan"),
    ("A fire in L.A. spread.", "Los Angeles, California"),
    ("Cañon City, Colo., and Canon City, Colorado, are one.", "Cañon City, Colorado; Cañon City, Colorado"),
    ("A Denver-based airline cut jobs.", "Denver, Colorado"),
    ("Chicago's mayor and Houston’s mayor met.", "Chicago, Illinois; Houston, Texas"),
    (
        "The City and County of Denver and the City and County of San Francisco joined.",
        "Denver, Colorado; San Francisco, California",
    ),
    ("The Virginia cities of Salem and Norton voted.", "Virginia; Salem, Virginia; Norton, Virginia"),
    ("Mayor Jane Doe of Dayton, Ohio, resigned.", "Dayton, Ohio"),
    ("Seattle Mayor Jane Doe resigned.", "Seattle, Washington"),
    ("MIAMI (AP) — The storm turned north.", "Miami, Florida"),
    ("CLEVELAND, Ohio - The museum opened.", "Cleveland, Ohio"),
    (
        "Police in Tacoma, Spokane and Yakima searched for the van.",
        "Tacoma, Washington; Spokane, Washington; Yakima, Washington",
    ),
    ("Phoenix police arrested three people; the man from Mesa was released.", "Phoenix, Arizona; Mesa, Arizona"),
    ("PHILADELPHIA SUES", "Philadelphia, Pennsylvania"),
    ("Isle of Wight County, Va., grew.", "Isle of Wight County, Virginia"),
    ("Fond du Lac, Wis., and Eau Claire, Wis., grew.", "Fond du Lac, Wisconsin; Eau Claire, Wisconsin"),
    ("The city of Boise, Idaho, hired.", "Boise City, Idaho"),
    ("The town of Normal, Ill., voted.", "Normal, Illinois"),
    ("Reading, Pa., and Mobile, Ala., voted.", "Reading, Pennsylvania; Mobile, Alabama"),
    ("Price, Utah, lies south-east of Provo, Utah.", "Price, Utah; Provo, Utah"),
    ("Winston-Salem, N.C., hosts the fair.", "Winston-Salem, North Carolina"),
    ("Coeur d'Alene, Idaho, and Coeur d’Alene, Idaho, are one.", "Coeur d'Alene, Idaho; Coeur d'Alene, Idaho"),
    ("Mayagüez, Puerto Rico, reopened its port.", "Mayagüez, Puerto Rico"),
    ("The fair is in Prince George, Va.", "Prince George, Virginia"),
    ("Honolulu and Hilo, Hawaii, were spared.", "Urban Honolulu, Hawaii; Hilo, Hawaii"),
    ("Greater Cleveland and downtown Pittsburgh grew.", "Cleveland, Ohio; Pittsburgh, Pennsylvania"),
    (
        "A San Francisco jury and an Oakland judge met the San Jose police.",
        "San Francisco, California; Oakland, California; San Jose, California",
    ),
]

WHICH_ONE = [
    (
        "The Dublin City Council met on Monday. Dublin residents asked the Franklin County auditor for help. The city "
        "of Dublin is a suburb of Columbus.",
        "Dublin, Ohio; Dublin, Ohio; Franklin County, Ohio; Dublin, Ohio; Columbus, Ohio",
    ),
    ("A bill by Rep. Ann Lee, D-Cobb, would cut taxes in Georgia.", "Cobb County, Georgia; Georgia"),
    (
        "Jackson County, in southern Oregon, and Jackson County in southwest Missouri were hit.",
        "Jackson County, Oregon; Oregon; Jackson County, Missouri; Missouri",
    ),
    ("The governor of Florida in central Ohio spoke.", "Florida; Ohio"),
    (
        "The West Virginia House voted on Monday. The sponsors are Harold Michael, D-Hardy; Ricky Moye, D-Raleigh; "
        "John Overington, R-Berkeley; Carrie Webster, D-Kanawha; and Clif Moore, D-McDowell.",
        "West Virginia; Hardy County, West Virginia; Raleigh County, West Virginia; Berkeley County, West Virginia; "
        "Kanawha County, West Virginia; McDowell County, West Virginia",
    ),
    ("Deputies in Clark County in southern Indiana found him.", "Clark County, Indiana; Indiana"),
    (
        "By fall it will also cover Baltimore, Cleveland, Detroit, Milwaukee and Oakland.",
        "Baltimore, Maryland; Cleveland, Ohio; Detroit, Michigan; Milwaukee, Wisconsin; Oakland, California",
    ),
    (
        "Jefferson Parish opened a shelter. Later it closed in Lafayette Parish.",
        "Jefferson Parish, Louisiana; Lafayette Parish, Louisiana",
    ),
    (
        "The Oregon legislature met in Salem on Friday. Roads in Salem were closed.",
        "Oregon; Salem, Oregon; Salem, Oregon",
    ),
    (
        "In Massachusetts, Salem drew crowds in October, as did Boston and Lynn.",
        "Massachusetts; Salem, Massachusetts; Boston, Massachusetts; Lynn, Massachusetts",
    ),
    (
        "Police in Peoria, Decatur and Springfield, Illinois, joined the search.",
        "Peoria, Illinois; Decatur, Illinois; Springfield, Illinois",
    ),
    (
        "Springfield, Ill., hired a clerk. The clerk starts in Springfield next week.",
        "Springfield, Illinois; Springfield, Illinois",
    ),
    ("The Mississippi River and the Ohio River meet at Cairo, Ill.", "Cairo, Illinois"),
    ("Boats on Lake Michigan sail to Chicago.", "Chicago, Illinois"),
    ("He moved to Nome Census Area, Alaska.", "Nome Census Area, Alaska"),
    ("Mayor Ana Ruiz of New York spoke.", "New York, New York"),
    (
        "AUGUSTA, Maine — Lawmakers in Augusta and Portland disagreed.",
        "Augusta, Maine; Augusta, Maine; Portland, Maine",
    ),
    (
        "Firefighters from Aurora and Lakewood went to Boulder, Colorado.",
        "Aurora, Colorado; Lakewood, Colorado; Boulder, Colorado",
    ),
    ("The governor of Georgia visited Athens and Macon.", "Georgia; Athens, Georgia; Macon-Bibb County, Georgia"),
    (
        "OMAHA, Neb. - Crews from Lincoln and Bellevue came to Omaha.",
        "Omaha, Nebraska; Lincoln, Nebraska; Bellevue, Nebraska; Omaha, Nebraska",
    ),
    (
        "Greenville and Spartanburg, in South Carolina, grew.",
        "Greenville, South Carolina; Spartanburg, South Carolina; South Carolina",
    ),
    ("Columbus and Dayton sent crews; the Ohio governor thanked them.", "Columbus, Ohio; Dayton, Ohio; Ohio"),
    ("Vancouver and Camas, Washington, share a library.", "Vancouver, Washington; Camas, Washington"),
    ("Birmingham and Mobile are the largest cities in Alabama.", "Birmingham, Alabama; Mobile, Alabama; Alabama"),
    (
        "Glendale and Burbank, near Los Angeles, share a station.",
        "Glendale, California; Burbank, California; Los Angeles, California",
    ),
    ("Police in Salem, Massachusetts, called police in Salem, Oregon.", "Salem, Massachusetts; Salem, Oregon"),
    (
        "The Forest City Council in Mississippi approved a road. Scott County will help.",
        "Forest, Mississippi; Mississippi; Scott County, Mississippi",
    ),
    (
        "Voters in Andover, Ludlow and Chester in Vermont approved the merger.",
        "?Andover; Ludlow, Vermont; Chester, Vermont; Vermont",
    ),
]

CONSTRUCTIONS = [
    (
        "A Florida man was stopped after a chase through Valdosta, Tifton and Miami.",
        "Florida; Valdosta, Georgia; Tifton, Georgia; Miami, Florida",
    ),
    (
        "The Michigan firm opened offices in Flint, Gary, Hammond and Toledo.",
        "Michigan; Flint, Michigan; Gary, Indiana; Hammond, Indiana; Toledo, Ohio",
    ),
    (
        "The Massachusetts towns of Acton, Carver, Boston and Easton are dry.",
        "Massachusetts; ?Acton; ?Carver; Boston, Massachusetts; ?Easton",
    ),
    (
        "Polk County and adjacent counties Dallas, Warren, Story and Jasper were hit.",
        "Polk County, Iowa; Dallas County, Iowa; Warren County, Iowa; Story County, Iowa; Jasper County, Iowa",
    ),
    (
        "Central Mayor Ann Lee and Baker Mayor Bo Roe met in Louisiana.",
        "Central, Louisiana; Baker, Louisiana; Louisiana",
    ),
    (
        "THE WATCH IS FOR EASTERN STEARNS AND SOUTHERN MILLE LACS COUNTIES IN MINNESOTA.",
        "Stearns County, Minnesota; Mille Lacs County, Minnesota; Minnesota",
    ),
    (
        "The following counties are eligible: Polk, Dallas, Warren, Story and Jasper, Iowa.",
        "Polk County, Iowa; Dallas County, Iowa; Warren County, Iowa; Story County, Iowa; Jasper County, Iowa",
    ),
    (
        "Residents of Clay, Putnam, Union, Washington and Wayne counties in Illinois may ask for aid.",
        "Clay County, Illinois; Putnam County, Illinois; Union County, Illinois; Washington County, Illinois; "
        "Wayne County, Illinois; Illinois",
    ),
    (
        "Boise, Spokane, Moscow, Seattle and Portland get grants.",
        "Boise City, Idaho; Spokane, Washington; Moscow, Idaho; Seattle, Washington; Portland, Oregon",
    ),
    (
        "The hosts are Boston, Toronto, Denver, London and Seattle.",
        "Boston, Massachusetts; ?Toronto; Denver, Colorado; ?London; Seattle, Washington",
    ),
    (
        "Ohio has some, while Iowa is seeing heavy loss in Wayne, Union and Fayette counties.",
        "Ohio; Iowa; Wayne County, Iowa; Union County, Iowa; Fayette County, Iowa",
    ),
    ("In Vancouver, Washington's Clark County jail is full.", "Vancouver, Washington; Clark County, Washington"),
    (
        "The suit names Iowa's Polk County and Texas' Harris County.",
        "Iowa; Polk County, Iowa; Texas; Harris County, Texas",
    ),
    ("In Madison Illinois lost to Wisconsin.", "Madison, Wisconsin; Illinois; Wisconsin"),
    (
        "They opened in Denver Colorado, Charlotte North Carolina, and Dallas Texas.",
        "Denver, Colorado; Charlotte, North Carolina; Dallas, Texas",
    ),
    (
        "Idaho, Maine, Washington, the District of Columbia and Utah joined.",
        "Idaho; Maine; Washington; District of Columbia; Utah",
    ),
    ("They met in Washington, the District of Columbia.", "Washington, District of Columbia; District of Columbia"),
    ("Washington's 39 counties want to sue.", "Washington"),
    (
        "The towns are Carlisle Borough, PA, and Franklin Borough, NJ; Juneau Borough, Alaska, is none.",
        "Carlisle, Pennsylvania; Franklin, New Jersey; Juneau City and Borough, Alaska",
    ),
    ("The Kansas Highway Patrol said the wreck was in Marion County.", "Kansas; Marion County, Kansas"),
    ("She is the daughter of Barry and Lynn Hall of Hutchinson, Kansas.", "Hutchinson, Kansas"),
    ("Colorado, Connecticut, Hawaiʻi and Iowa signed.", "Colorado; Connecticut; Hawaii; Iowa"),
    ("The Hampton Roads region of Virginia grew.", "Virginia"),
    (
        "Inspectors found it in Cayuga, Oswego and Wayne counties, New York, in May.",
        "Cayuga County, New York; Oswego County, New York; Wayne County, New York",
    ),
    (
        "In addition to Texas gaining two judges, five states gained one judge: Colorado, Florida and Oregon.",
        "Texas; Colorado; Florida; Oregon",
    ),
    (
        "Two of the cities are in Texas: Houston and Waco. Jacksonville, Louisville and New Orleans have one each.",
        "Texas; Houston, Texas; Waco, Texas; Jacksonville, Florida; Louisville, Kentucky; New Orleans, Louisiana",
    ),
    (
        "RAINIER, Ore. — The Washington State Patrol closed the bridge to Longview.",
        "Rainier, Oregon; Washington; Longview, Washington",
    ),
    ("Red kettles were sold in several western states, including Washington.", "Washington"),
    ("The Washington Department of Fish and Wildlife had closed the bar.", "Washington"),
    (
        "MATAMORAS, Pa. — A Pa. man was hurt. Pa. State Police found his car.",
        "Matamoras, Pennsylvania; Pennsylvania; Pennsylvania",
    ),
    (
        "“I left that to Pa. State law is plain enough,” she told the Viroqua board in Wisconsin.",
        "Viroqua, Wisconsin; Wisconsin",
    ),
    ("Three were hurt in Ky. on Sunday, near Hodgenville.", "Kentucky; Hodgenville, Kentucky"),
    ("Funeral services for L.A. Hanson of Chippewa Falls, Wis., will be Friday.", "Chippewa Falls, Wisconsin"),
    ("The L.A. Times wrote of it.", "Los Angeles, California"),
    ("Troopers of the Gaylord Post of the Michigan State Police found the car.", "Gaylord, Michigan; Michigan"),
    ("A Houston Post reporter called from Alma, Michigan.", "Alma, Michigan"),
    ("Guests of Dallas and Jean Poole drove to Winner, South Dakota.", "Winner, South Dakota"),
    ("Rain fell on Dallas and Houston.", "Dallas, Texas; Houston, Texas"),
    ("The Village of Lyons, Nebraska, has a new well.", "Lyons, Nebraska"),
    ("The Oregon County sheriff met them in Alton, Missouri.", "Oregon County, Missouri; Alton, Missouri"),
    ("Story County is the only Iowa county in the notice.", "Story County, Iowa; Iowa"),
    ("The flood watch takes in the Texas county of Bowie.", "Texas; Bowie County, Texas"),
    ("DETROIT, Maine — A man from Detroit was elected to the Pittsfield school board.", "Pittsfield, Maine"),
    ("Norwich, McKean County, Pa., has no mayor.", "McKean County, Pennsylvania"),
    ("The fire near Wheaton in Chippewa County, Wisconsin, is out.", "Chippewa County, Wisconsin"),
    ("Farmers in the San Joaquin Valley of California cut the crop.", "California"),
    ("Crowds came to Simi Valley, California.", "Simi Valley, California"),
    (
        "The stops are Dayton (DAY), Ohio; Lubbock (LBB), Texas; and Duluth (DLH), Minn.",
        "Dayton, Ohio; Lubbock, Texas; Duluth, Minnesota",
    ),
    (
        "The counties are Ida, Sac and Woodbury, all in Iowa.",
        "Ida County, Iowa; Sac County, Iowa; Woodbury County, Iowa; Iowa",
    ),
    (
        "WASHINGTON — Growers in Douglas and Grant counties in Minnesota may ask for loans.",
        "Washington, District of Columbia; Douglas County, Minnesota; Grant County, Minnesota; Minnesota",
    ),
    ("Jails in nine counties in Iowa, Kansas, Ohio, and Utah will close.", "Iowa; Kansas; Ohio; Utah"),
    (
        "Crews will reach Bristol, Floyd and Smyth counties in Virginia.",
        "Bristol, Virginia; Floyd County, Virginia; Smyth County, Virginia; Virginia",
    ),
    (
        "The bank will shut its offices in New York, Los Angeles and Chicago.",
        "New York, New York; Los Angeles, California; Chicago, Illinois",
    ),
    ("The law has passed in New York, Maine and Vermont.", "New York; Maine; Vermont"),
]
"""What pages write of states and names, and texts that look like it and mean another thing."""

NO_JURISDICTION = [
    "The Justice Department wrote to them. Mayors got the letter from Justice on Tuesday.",
    "At the White House, officials said no.",
    "PA: So what did you do then?\nMI: We left.",
    "ME: Who is it?\nHI: Nobody.",
    "Brakes   OK   OK   OK\nLights   OK   OK   OK",
    "Ontario will pay the city back. The Province of Ontario said so in Ontario's budget.",
    "Jackson said he would run again.",
    "Denver Madison won the race.",
    "Mr. Lincoln and Mrs. Houston met Paris Hilton.",
    "She read it in the Chicago Tribune.",
    "Goldman Sachs and Wells Fargo cut jobs.",
    "Drive down Washington Street and turn onto Lincoln Avenue.",
    "She lives in Richmond, Ontario, and works in Toronto, Canada.",
    "London, England, and Paris, France, signed the pact.",
    "He bought a mobile phone and was reading about the price.",
    "Reading is a normal hobby. Mobile phones are not.",
    "Washington Post reporters called.",
    "George Washington and Abraham Lincoln are on the notes.",
    "Troy Aikman and Cheyenne Jackson spoke.",
    "Judge Lincoln asked Mr. Jackson to sit.",
    "Sgt. Austin Tyler joined the force in May.",
    "The team flew to Lima, Peru. It had been to Warsaw, Poland, in May.",
    "The Department of Homeland Security sent it.",
]

LAYOUTS = [
    (
        "Applicant        :\nDate             :\nCity             : Reno, Nevada\nCounty           : Washoe County\n"
        "Signature        :\nTitle            :\n",
        "Reno, Nevada; Washoe County, Nevada",
    ),
    (
        "STATES:\nCalifornia\nIllinois\n\nCITIES:\nChicago\nNew York\n",
        "California; Illinois; Chicago, Illinois; New York, New York",
    ),
    (
        "Counties in Montana: Lake; Park; Big Horn.",
        "Montana; Lake County, Montana; Park County, Montana; Big Horn County, Montana",
    ),
    (
        "Parishes:\nRapides\nGrant\nLa Salle\n\nAll are in Louisiana.",
        "Rapides Parish, Louisiana; Grant Parish, Louisiana; LaSalle Parish, Louisiana; Louisiana",
    ),
    (
        "Letters went to:\n\n• Cook County, Illinois\n• City of Chicago, Illinois\n• State of Oregon\n",
        "Cook County, Illinois; Chicago, Illinois; Oregon",
    ),
    (
        "1. Berkeley, California\n2. Bernalillo County, New Mexico\n3. Burlington, Vermont\n",
        "Berkeley, California; Bernalillo County, New Mexico; Burlington, Vermont",
    ),
    (
        "Virginia\nFairfax County\nLoudoun County\n\nMaryland\nHoward County\nMontgomery County\n",
        "Virginia; Fairfax County, Virginia; Loudoun County, Virginia; Maryland; Howard County, "
        "Maryland; Montgomery County, Maryland",
    ),
    ("Lists went to Dayton, Ohio; Gary, Ind.; and Flint, Mich.", "Dayton, Ohio; Gary, Indiana; Flint, Michigan"),
    (
        "Albany, New York; Jackson, Mississippi; Lawrence, Massachusetts",
        "Albany, New York; Jackson, Mississippi; Lawrence, Massachusetts",
    ),
    (
        "Cities including Dayton, Toledo and Akron, all in Ohio, applied.",
        "Dayton, Ohio; Toledo, Ohio; Akron, Ohio; Ohio",
    ),
    (
        "The counties of Alameda, Marin and San Mateo in California agreed.",
        "Alameda County, California; Marin County, California; San Mateo County, California; California",
    ),
    (
        "- Ohio: Dayton and Toledo\n- Indiana: Gary and Muncie\n- Illinois: Peoria and Decatur\n",
        "Ohio; Dayton, Ohio; Toledo, Ohio; Indiana; Gary, Indiana; Muncie, Indiana; Illinois; Peoria, "
        "Illinois; Decatur, Illinois",
    ),
    (
        "The parishes of Ascension, Assumption and Lafourche in Louisiana flooded.",
        "Ascension Parish, Louisiana; Assumption Parish, Louisiana; Lafourche Parish, Louisiana; Louisiana",
    ),
    (
        "Adams, Clay and Hall counties (Nebraska) and Lee County (Iowa)",
        "Adams County, Nebraska; Clay County, Nebraska; Hall County, Nebraska; Lee County, Iowa",
    ),
    (
        "Counties: Cook, Lake, Will\nState: Illinois\n",
        "Cook County, Illinois; Lake County, Illinois; Will County, Illinois; Illinois",
    ),
    (
        "City of Salem, City of Eugene, County of Lane, State of Oregon",
        "Salem, Oregon; Eugene, Oregon; Lane County, Oregon; Oregon",
    ),
    ("Ohio and Indiana counties", "Ohio; Indiana"),
    (
        "Texas cities such as Laredo, El Paso and Brownsville",
        "Texas; Laredo, Texas; El Paso, Texas; Brownsville, Texas",
    ),
]

MORE = (
    "The department wrote on Tuesday to cities that it has looked at since June, it said in a statement. They are "
    "Reno, Nevada; Salem, Oregon; and Tulsa, Oklahoma. "
)
THREE = "Reno, Nevada; Salem, Oregon; Tulsa, Oklahoma"
ROLES = [
    (MORE + "Boise, the capital of Idaho, was added on Friday.", THREE, "Boise City, Idaho"),
    (MORE + "The fourth letter is addressed to the city of Boise.", THREE, "Boise City, Idaho"),
    (MORE + "The latest to join is Boise.", THREE, "Boise City, Idaho"),
    (MORE + "Boise completes the list.", THREE, "Boise City, Idaho"),
    (MORE + "Boise is on the “sanctuary” list, which says nothing of why.", THREE, "Boise City, Idaho"),
    (MORE + "Boise filed as well.", THREE, "Boise City, Idaho"),
    (
        "Letters went to four jurisdictions: Berkeley, Calif.; Burlington, Vt.; Cook County, Ill.; and "
        "the State of Oregon.",
        "Berkeley, California; Burlington, Vermont; Cook County, Illinois; Oregon",
        "",
    ),
    (
        "The department wrote to 23 jurisdictions, including Chicago, Denver and New York City.",
        "",
        "Chicago, Illinois; Denver, Colorado; New York, New York",
    ),
    ("Three cities joined: Dayton, Toledo and Akron, Ohio.", "Dayton, Ohio; Toledo, Ohio; Akron, Ohio", ""),
    ("Five cities joined: Dayton, Toledo and Akron, Ohio.", "Dayton, Ohio; Toledo, Ohio; Akron, Ohio", ""),
    (
        "The two states and three counties are: Oregon; Vermont; Cook County, Illinois; Lane County, "
        "Oregon; and King County, Washington.",
        "Oregon; Vermont; Cook County, Illinois; Lane County, Oregon; King County, Washington",
        "",
    ),
    (
        "Grants go to Dayton, Toledo and Akron in Ohio. Cleveland was left out.",
        "Dayton, Ohio; Toledo, Ohio; Akron, Ohio",
        "",
    ),
    (
        "Recipients\n\n- Albany, N.Y.\n- Jackson, Miss.\n- King County, Wash.\n- Monterey County, "
        "Calif.\n- State of Illinois\n\nThe mayor of Boston spoke on Friday.",
        "Albany, New York; Jackson, Mississippi; King County, Washington; Monterey County, California; Illinois",
        "",
    ),
    (
        "Counties\n\nLane County, Oregon\nKing County, Washington\n\nCities\n\nSalem, Oregon\nTacoma, Washington\n",
        "Lane County, Oregon; King County, Washington; Salem, Oregon; Tacoma, Washington",
        "",
    ),
    (
        "1) Lane County, Oregon\n2) King County, Washington\n3) Ada County, Idaho\nThe letters went out "
        "on Monday, Boise officials said.",
        "Lane County, Oregon; King County, Washington; Ada County, Idaho",
        "",
    ),
    ("The mayor of Boston met the governor of Maine on Tuesday.", "", ""),
    ("Twenty-nine jurisdictions got a letter.", "", ""),
    ("The list of 14 states, 4 counties and 19 cities was withdrawn.", "", ""),
    ("City,State\nSalem,OR\nTacoma,WA\nBoise,ID\n", "Salem, Oregon; Tacoma, Washington; Boise City, Idaho", ""),
    (
        "Cities: Salem (Oregon), Tacoma (Washington), Boise (Idaho). Counties: Lane (Oregon), King (Washington).",
        "Salem, Oregon; Tacoma, Washington; Boise City, Idaho; Lane County, Oregon; King County, Washington",
        "",
    ),
    (
        "States: Oregon, Vermont and Illinois\nCounties: Cook, Illinois; Lane, Oregon\nCities: Chicago; Salem, Oregon",
        "Oregon; Vermont; Illinois; Cook County, Illinois; Lane County, Oregon; Chicago, Illinois; Salem, Oregon",
        "",
    ),
    ("berkeley california burlington vermont", "", ""),
    (
        "City\tState\tCity\tState\nAustin\tTexas\tReno\tNevada\nBoise\tIdaho\tSalem\tOregon\n"
        "Mesa\tArizona\tTulsa\tOklahoma\n",
        "Austin, Texas; Reno, Nevada; Boise City, Idaho; Salem, Oregon; Mesa, Arizona; Tulsa, Oklahoma",
        "",
    ),
    (
        "Covered areas\n\nTexas:\n  Harris County...............  Hispanic.\n  El Paso "
        "city................  Hispanic.\nIllinois:\n  Cook County.................  Asian (Indian).\n",
        "Harris County, Texas; El Paso, Texas; Cook County, Illinois",
        "",
    ),
    (
        "The plaintiffs are:\n(a) the City and County of Denver;\n(b) the County of Marin, California;\n"
        "(c) the City of Tucson; and\n(d) the State of Vermont.",
        "Denver, Colorado; Marin County, California; Tucson, Arizona; Vermont",
        "",
    ),
    (
        "Austin, Texas. The city will time its lights, as Waco did.\n\nPima County, Arizona. Four bus "
        "stops are lit.\n\nTopeka, Kansas. The city pays captains.\n\nOthers may apply in the fall.",
        "Austin, Texas; Pima County, Arizona; Topeka, Kansas",
        "",
    ),
    (
        "State\tArea\n\nCALIFORNIA\tDelano city\n\tBalance of Kern County\n\tImperial County\n\n"
        "TEXAS\tPharr city\n\tBalance of Hidalgo County\n\tStarr County\n",
        "Delano, California; Kern County, California; Imperial County, California; Pharr, Texas; Hidalgo "
        "County, Texas; Starr County, Texas",
        "",
    ),
    (
        "OHIO: Subdivisions that signed\n\nAkron, City of              Dublin, City of             Lorain "
        "County\nAllen County                Yellow Springs, Village of  Lima, City of\nBrown "
        "County                Gallia County               Toledo, City of\n",
        "Akron, Ohio; Dublin, Ohio; Lorain County, Ohio; Allen County, Ohio; Yellow Springs, Ohio; Lima, "
        "Ohio; Brown County, Ohio; Gallia County, Ohio; Toledo, Ohio",
        "",
    ),
    (
        "Chicago, IL-IN (Serious)\n  Illinois\n    Cook County\n    Will County (P)\n  Indiana\n    Lake "
        "County (P)\n\nYuma, AZ (Marginal)\n  Arizona\n    Yuma County (P)\n",
        "Cook County, Illinois; Will County, Illinois; Lake County, Indiana; Yuma County, Arizona",
        "",
    ),
    (
        "Snow emergencies in Ohio counties\n\nLevel 2: Roads are closed.\nCoshocton, Holmes, Perry\n\n"
        "Level 1: Roads are hazardous now.\nAthens, Champaign, Clark, Crawford, Fayette, Hardin, Hocking, "
        "Logan, Madison, Pickaway\n",
        "Coshocton County, Ohio; Holmes County, Ohio; Perry County, Ohio; Athens County, Ohio; Champaign "
        "County, Ohio; Clark County, Ohio; Crawford County, Ohio; Fayette County, Ohio; Hardin County, "
        "Ohio; Hocking County, Ohio; Logan County, Ohio; Madison County, Ohio; Pickaway County, Ohio",
        "",
    ),
    (
        "Contiguous counties:\n    Tennessee: Carter, Cocke, Greene, Johnson, Sevier, Unicoi.\n    "
        "Virginia: Grayson.\n",
        "Carter County, Tennessee; Cocke County, Tennessee; Greene County, Tennessee; Johnson County, "
        "Tennessee; Sevier County, Tennessee; Unicoi County, Tennessee; Grayson County, Virginia",
        "",
    ),
    (
        "Jurisdiction\tCases\tJurisdiction\tCases\nAlaska\t2\tNew York City\t5\nArkansas\t6\tNew York "
        "State\t4\nGeorgia\t3\tOhio\t20\nKansas\t7\tTexas\t1\nMaryland\t3\tWashington\t5\n",
        "Alaska; New York, New York; Arkansas; New York; Georgia; Ohio; Kansas; Texas; Maryland; Washington",
        "",
    ),
    (
        "> Passed so far\n>  - Johnstown, Pa.\n>  - Westmorland County, Pa.\n>  - Cincinatti, Ohio\n>  - "
        "Stark County, Ohio\n>\n> Not yet: Greensburg, Pa. and Canton, Ohio\n",
        "Johnstown, Pennsylvania; Westmoreland County, Pennsylvania; Cincinnati, Ohio; Stark County, Ohio",
        "",
    ),
    (
        "IN IOWA THIS WATCH INCLUDES 3 COUNTIES\n\nBENTON         CEDAR         CLINTON\n\nTHIS INCLUDES "
        "THE CITIES OF ANAMOSA, CEDAR RAPIDS,\nCLINTON, AND TIPTON.\n",
        "Benton County, Iowa; Cedar County, Iowa; Clinton County, Iowa; Anamosa, Iowa; Cedar Rapids, Iowa; "
        "Clinton, Iowa; Tipton, Iowa",
        "",
    ),
    (
        "## Counties\n\n**Alabama**: Bullock, Greene, Lowndes, Perry\n**Montana**: Garfield, Petroleum, "
        "Wibaux\n\n### How to apply\n\n1. Register in the portal.\n\nAsk the state office in Montgomery, "
        "Mobile, Bozeman or Helena.",
        "Bullock County, Alabama; Greene County, Alabama; Lowndes County, Alabama; Perry County, Alabama; "
        "Garfield County, Montana; Petroleum County, Montana; Wibaux County, Montana",
        "",
    ),
    (
        "Two of the six are states: Oregon and Vermont. Two are counties or the like: Cook County, Ill.; "
        "and Lane County, Ore. The other two are cities: New York and Seattle.",
        "Oregon; Vermont; Cook County, Illinois; Lane County, Oregon; New York, New York; Seattle, Washington",
        "",
    ),
    (
        "Flu is in five Colorado counties.\n\nWeld County has nine sites. Morgan County has three and Logan County "
        "two. One flock each was hit in Adams County and, near Fruita, in Mesa County.\n\nNebraska has cases too.",
        "Weld County, Colorado; Morgan County, Colorado; Logan County, Colorado; Adams County, Colorado; "
        "Mesa County, Colorado",
        "",
    ),
    (
        "CITY OF EVANSTON, ILLINOIS; CITY OF ANN      §\nARBOR, MICHIGAN; CITY OF MADISON,            §\n"
        "WISCONSIN; and DANE COUNTY,                  §   No. 25-5463\n       Plaintiffs,                           §",
        "Evanston, Illinois; Ann Arbor, Michigan; Madison, Wisconsin; Dane County, Wisconsin",
        "",
    ),
    (
        "Unemployment climbs in Indiana. Neighboring counties and their rates include: Hamilton, 6 percent; Hendricks, "
        "7.3 percent; Marion, 8.7 percent; Montgomery County, 9.1 percent, and Clinton, 10.5 percent.",
        "Hamilton County, Indiana; Hendricks County, Indiana; Marion County, Indiana; Montgomery County, Indiana; "
        "Clinton County, Indiana",
        "",
    ),
    (
        "Suing are Martin Luther King, Jr. County (WA); Pierce County (WA); the City of Columbus (OH); and "
        "Pima County.",
        "King County, Washington; Pierce County, Washington; Columbus, Ohio; Pima County, Arizona",
        "",
    ),
    (
        "WESTERN DISTRICT OF WASHINGTON\nAT TACOMA\n\nKING COUNTY; SNOHOMISH COUNTY; CITY OF BOULDER; CITY OF "
        "SEATTLE,\n\n          Plaintiffs,",
        "King County, Washington; Snohomish County, Washington; Boulder, Colorado; Seattle, Washington",
        "",
    ),
    (
        "Travelers must stay apart after time in these states:\n\nAL  AZ  CA\nDE  ID  OK\nWI\n\nMinnesota has been "
        "taken off.",
        "Alabama; Arizona; California; Delaware; Idaho; Oklahoma; Wisconsin",
        "",
    ),
    (
        "ANNE L. MORGAN\n1100 Lavaca Street, Austin, TX 78767\nAttorney for the City of Dallas, Texas\n\nJOHN REAVES\n"
        "12 Oak Street, Boston, MA 02201\nAttorney for the Cities of Salem, Massachusetts, and Bath, Maine\n\n"
        "DANA MCRAE\n5 Ocean Street, Miami, FL 33101\nAttorney for the County of Lake, Florida",
        "Dallas, Texas; Salem, Massachusetts; Bath, Maine; Lake County, Florida",
        "",
    ),
    (
        "* COLORADO: Denver\n* ILLINOIS: state government only\n* OREGON: state government; Multnomah County\n"
        "* WASHINGTON: King County; Seattle",
        "Denver, Colorado; Illinois; Oregon; Multnomah County, Oregon; King County, Washington; Seattle, Washington",
        "",
    ),
    (
        'Listed in Washington state are Adams, Benton and Clark counties; San Juan, "Snohmish," Thurston and Whatcom '
        'counties; and the cities of Everett, Seattle, "Tacomma" and Yakima.',
        "Adams County, Washington; Benton County, Washington; Clark County, Washington; San Juan County, Washington; "
        "Snohomish County, Washington; Thurston County, Washington; Whatcom County, Washington; Everett, Washington; "
        "Seattle, Washington; Tacoma, Washington; Yakima, Washington",
        "",
    ),
    (
        "The list has ten places.\n\nThe North did best. Boston, Mass., made it, as did Newark, N.J. So did "
        "Philadelphia and Pittsburgh. One lies abroad.\n\nIn the South it chose Atlanta; Nashville; and Miami. Denver "
        "and Los Angeles are the only ones in the West.\n\nSome are out, among them Detroit, Baltimore and San Diego.",
        "Boston, Massachusetts; Newark, New Jersey; Philadelphia, Pennsylvania; Pittsburgh, Pennsylvania; Atlanta, "
        "Georgia; Nashville, Tennessee; Miami, Florida; Denver, Colorado; Los Angeles, California",
        "",
    ),
    (
        "Suing are Chicago, Boston, Denver and\n\nOakland. The suit is new.\n\nA hearing is set.",
        "Chicago, Illinois; Boston, Massachusetts; Denver, Colorado; Oakland, California",
        "",
    ),
    (
        "Paris, France, was full. The mayors of Austin, Dallas, Paris and Waco, all in Texas, came.",
        "Austin, Texas; Dallas, Texas; Paris, Texas; Waco, Texas",
        "",
    ),
    (
        "Oregon: Portland and Salem, not the state itself\nIowa: Ames; Boone; the state itself\nOhio: Akron and Dayton",
        "Portland, Oregon; Salem, Oregon; Iowa; Ames, Iowa; Boone, Iowa; Akron, Ohio; Dayton, Ohio",
        "",
    ),
    (
        "Missing persons were found in the following cities: Denver, Boulder and Aurora.",
        "Denver, Colorado; Boulder, Colorado; Aurora, Colorado",
        "",
    ),
    (
        "From: Ann\nCc: Bob\nSubject: letters\nChicago, Boston and Denver signed today.",
        "Chicago, Illinois; Boston, Massachusetts; Denver, Colorado",
        "",
    ),
    (
        "It is signed by:\n\nMayor Lincoln Hayes, Jackson, Miss.\nMayor Madison Cole, Lincoln, Neb.\n"
        "Mayor Paul St. James, Duluth, Minn.\nMayor Ruth Macon, Pittsburgh",
        "Jackson, Mississippi; Lincoln, Nebraska; Duluth, Minnesota; Pittsburgh, Pennsylvania",
        "",
    ),
    (
        "Road works in Missouri, by county.\n\nIRON COUNTY\nRoute 21 - Shoulder work south of Arcadia.\n\n"
        "PERRY COUNTY\nI-55 - Left lane closed near Perryville.\n\nWASHINGTON COUNTY\nRoute 21 - Resurfacing.\n"
        "\nThe bridge to Illinois stays closed.",
        "Iron County, Missouri; Perry County, Missouri; Washington County, Missouri",
        "",
    ),
    (
        "* FLOOD WARNING FOR...\n  CLARK COUNTY IN SOUTH CENTRAL INDIANA...\n  FLOYD COUNTY IN SOUTHERN INDIANA...\n"
        "  BULLITT COUNTY IN CENTRAL KENTUCKY...\n\n* UNTIL 230 AM.",
        "Clark County, Indiana; Floyd County, Indiana; Bullitt County, Kentucky",
        "",
    ),
    (
        "The actors struck governments including but not limited to Lake City, Florida ($460,000 paid); Jackson "
        "County, Georgia; and Wilmer, Texas.",
        "Lake City, Florida; Jackson County, Georgia; Wilmer, Texas",
        "",
    ),
    (
        "Joining Minnesota in the suit are the attorneys general of Arizona, Ohio, Oregon and Utah, as well as the "
        "Governor of Kansas.",
        "Minnesota; Arizona; Ohio; Oregon; Utah; Kansas",
        "",
    ),
    (
        "Customers out\n\nCounty          Served     Without power\nGEORGIA\nAppling          6,411       1,902\n"
        "Bacon            3,020         877\nBrantley         5,238       4,410\nFLORIDA\n"
        "Baker            2,911         402",
        "Appling County, Georgia; Bacon County, Georgia; Brantley County, Georgia; Baker County, Florida",
        "",
    ),
    (
        "| Area | State | Counties |\n|:--|:--|:--|\n| East | Ohio | Lake, Lorain |\n"
        "| | Indiana | Lake (part), Porter |\n| West | Iowa | Polk, Story |",
        "Lake County, Ohio; Lorain County, Ohio; Lake County, Indiana; Porter County, Indiana; Polk County, Iowa; "
        "Story County, Iowa",
        "",
    ),
    (
        "COLORADO\nState: self\nCities: Aurora; Boulder\nCounties: Adams; Eagle\n\nOREGON — Multnomah County; also the "
        "state itself\n\nIOWA\nCounties: Johnson",
        "Colorado; Aurora, Colorado; Boulder, Colorado; Adams County, Colorado; Eagle County, Colorado; Oregon; "
        "Multnomah County, Oregon; Johnson County, Iowa",
        "",
    ),
    (
        "Plans are in from these:\n\n- Haines Borough\n- City of Valdez\n- City of Cordova\n- Nome Census Area\n\n"
        "Still missing: the Denali Borough, Sitka, and the City of Whittier. If you are one of the three, call Alaska "
        "headquarters.",
        "Haines Borough, Alaska; Valdez, Alaska; Cordova, Alaska; Nome Census Area, Alaska",
        "",
    ),
    (
        "Governments taking part in North Carolina:\nUnion County - Dennis Rape\nCity of Gastonia - Charlotte Odom\n"
        "Town of Davidson - Autumn Rierson",
        "Union County, North Carolina; Gastonia, North Carolina; Davidson, North Carolina",
        "",
    ),
    (
        "Ann Denver, Mayor of Mesa, Arizona\nBill Houston, Chair, Board of Supervisors, Pima County, Arizona\n"
        "Ana Ortiz, Mayor, City of Flagstaff, Arizona\n\ncc: Governor of Arizona; City of Phoenix",
        "Mesa, Arizona; Pima County, Arizona; Flagstaff, Arizona",
        "",
    ),
    (
        "## Funded\n\n1. Travis County, Texas\n2. Lane County, Oregon\n3. Tacoma, Washington\n\n"
        "## Not funded\n\n1. Waco, Texas\n2. Bend, Oregon",
        "Travis County, Texas; Lane County, Oregon; Tacoma, Washington",
        "",
    ),
    (
        "North (Spokane office): Ferry, Stevens\nSouth (Vancouver office): Clark, Skamania\n"
        "Sound (Seattle office): Island, Skagit\nThe counties of Washington apply there.",
        "Ferry County, Washington; Stevens County, Washington; Clark County, Washington; Skamania County, Washington; "
        "Island County, Washington; Skagit County, Washington",
        "",
    ),
    (
        "News Search 6 counties Baker Coos Polk Klamath Lane Marion Contact us Salem, Oregon",
        "Baker County, Oregon; Coos County, Oregon; Polk County, Oregon; Klamath County, Oregon; Lane County, Oregon; "
        "Marion County, Oregon",
        "",
    ),
    (
        "- $1.2 million for Cascade County, Montana\n- $650,000 for the City of Elko, Nevada\n"
        "- $2 million to the Fresno Housing Authority\n- $75,000 for the Town of Vinton, Virginia",
        "Cascade County, Montana; Elko, Nevada; Vinton, Virginia",
        "",
    ),
    (
        "Grantee: Lane County\nStatus: paid\n\nGrantee: City of Salem\nStatus: paid\n\n"
        "Grantee: Yamhill County\nStatus: open\n\nGrantee: City of Eugene\nStatus: open\n",
        "Lane County, Oregon; Salem, Oregon; Yamhill County, Oregon; Eugene, Oregon",
        "",
    ),
    (
        "Contiguous counties: in Nevada, Eureka, Humboldt and Nye; in Idaho, Cassia, Oneida and Owyhee.",
        "Eureka County, Nevada; Humboldt County, Nevada; Nye County, Nevada; Cassia County, Idaho; "
        "Oneida County, Idaho; Owyhee County, Idaho",
        "",
    ),
    (
        "Counties             Cities               Villages\nAlger                Ironwood             Baraga\n"
        "Gogebic              Ishpeming            L'Anse\nIron                 Marquette\nSchoolcraft\n\n"
        "in Michigan's Upper Peninsula.",
        "Alger County, Michigan; Ironwood, Michigan; Baraga, Michigan; Gogebic County, Michigan; Ishpeming, Michigan; "
        "L'Anse, Michigan; Iron County, Michigan; Marquette, Michigan; Schoolcraft County, Michigan",
        "",
    ),
    (
        "Lifted since June\n- Harris County\n- Travis County\n\nIn effect in Texas\n- Bell County\n- Hays County\n"
        "- Llano County",
        "Bell County, Texas; Hays County, Texas; Llano County, Texas",
        "",
    ),
    (
        "Residents of Polk, Story, Linn, Scott, Adair and Clinton counties in Iowa can ask for help. Lee and Mills "
        "counties were hit as well. They are not yet covered.",
        "Polk County, Iowa; Story County, Iowa; Linn County, Iowa; Scott County, Iowa; Adair County, Iowa; Clinton "
        "County, Iowa",
        "",
    ),
    (
        "Residents of Polk, Story, Linn, Scott, Adair and Clinton counties in Iowa can ask for help. Lee and Page "
        "counties were added on Monday.",
        "Polk County, Iowa; Story County, Iowa; Linn County, Iowa; Scott County, Iowa; Adair County, Iowa; Clinton "
        "County, Iowa; Lee County, Iowa; Page County, Iowa",
        "",
    ),
    (
        "Winners:\n\nNorth: Boston and Albany, New York.\n\nSouth: Atlanta and Miami.\n\nWest: Denver and Tucson.\n\n"
        "Abroad: Toronto.\n\nDetroit was the largest city to be dropped. So were Baltimore and St. Louis.",
        "Boston, Massachusetts; Albany, New York; Atlanta, Georgia; Miami, Florida; Denver, Colorado; Tucson, Arizona",
        "",
    ),
    (
        "OHIO — Asked for time\nCities:\nDayton\nColumbus\n\nVERMONT — Self-Identifies as a State Sanctuary\nCities:\n"
        "Burlington\nWinooski",
        "Dayton, Ohio; Columbus, Ohio; Vermont; Burlington, Vermont; Winooski, Vermont",
        "",
    ),
    (
        "1) New York [state]\n2) Washington [state]\n3) Portland, Ore. [city]\n4) Vermont [state]",
        "New York; Washington; Portland, Oregon; Vermont",
        "",
    ),
    (
        "ST. LOUIS — Twelve counties in Missouri get the following:\n- Adair County\n- Boone County\n- Clay County",
        "Adair County, Missouri; Boone County, Missouri; Clay County, Missouri",
        "",
    ),
    (
        "The list:\n\nFresno, Calif., pop. 542,107, $12.5 million.\nTulsa, Okla., pop. 413,066, $9.4 million.\n"
        "Aurora, Colo., pop. 386,261, $3.6 million.",
        "Fresno, California; Tulsa, Oklahoma; Aurora, Colorado",
        "",
    ),
    (
        "Who gets money in Michigan:\n👉 Flint, $8.1M\n👉 Saginaw, $5.0M\n👉 Pontiac, $4.4M",
        "Flint, Michigan; Saginaw, Michigan; Pontiac, Michigan",
        "",
    ),
    (
        "Signed,\n\nMayor Ruiz of Laredo, Texas\nMayor A. Halloran, Dubuque, Iowa\nCounty Judge Whitaker of Harris "
        "County, Texas\nCity Manager Vang (for Mayor Olsen) of Fargo, North Dakota\nMayor Lee of Erie, Pennsylvania",
        "Laredo, Texas; Dubuque, Iowa; Harris County, Texas; Fargo, North Dakota; Erie, Pennsylvania",
        "",
    ),
    (
        'county,provider,award\nBates,"Osage, Inc.","$4,118,200"\nDent,Boone Tel,900\nOzark,"Perry ""Air""",1\n'
        "Texas,Houston Cable,7\n\nAll are in Missouri.",
        "Bates County, Missouri; Dent County, Missouri; Ozark County, Missouri; Texas County, Missouri",
        "",
    ),
    (
        "Cases in Iowa\n\nCounty Cases County Cases\nAdair 3 Lee 11\nBoone 27 Linn 40\nCerro Gordo 9 Mills 2\n"
        "Clinton 8 Page 1\n",
        "Adair County, Iowa; Lee County, Iowa; Boone County, Iowa; Linn County, Iowa; Cerro Gordo County, Iowa; Mills "
        "County, Iowa; Clinton County, Iowa; Page County, Iowa",
        "",
    ),
    (
        "Of the Virginia places, Arlington, Henrico and Bath were the counties; Norfolk, Richmond and Roanoke were the "
        "independent cities.",
        "Arlington County, Virginia; Henrico County, Virginia; Bath County, Virginia; Norfolk, Virginia; Richmond, "
        "Virginia; Roanoke, Virginia",
        "",
    ),
    (
        "The Secretary found two counties in Nevada to be dry. Farmers in Elko and White Pine counties can ask for "
        "loans. So can those in Eureka, Humboldt, Lander, Lincoln, Nye, Pershing and Storey counties.",
        "Elko County, Nevada; White Pine County, Nevada; Eureka County, Nevada; Humboldt County, Nevada; Lander "
        "County, Nevada; Lincoln County, Nevada; Nye County, Nevada; Pershing County, Nevada; Storey County, Nevada",
        "",
    ),
    (
        "In force: Bath, Elliott, Menifee, Morgan, Rowan, all in Kentucky\n\nNew: Lee, Estill, Clark",
        "Bath County, Kentucky; Elliott County, Kentucky; Menifee County, Kentucky; Morgan County, Kentucky; Rowan "
        "County, Kentucky; Lee County, Kentucky; Estill County, Kentucky; Clark County, Kentucky",
        "",
    ),
    (
        "Amici are the cities of Ann Arbor, Michigan; Madi-\nson, Wisconsin; Spring-\nfield, Illinois; and Tacoma, "
        "Wash-\nington. Miami-\nDade County, Florida, is not among them.",
        "Ann Arbor, Michigan; Madison, Wisconsin; Springfield, Illinois; Tacoma, Washington",
        "",
    ),
    (
        "Counties: Adams County, ColoradoCity and County of Denver, ColoradoAurora, ColoradoState of VermontState of "
        "Ohio",
        "Adams County, Colorado; Denver, Colorado; Aurora, Colorado; Vermont; Ohio",
        "",
    ),
    (
        "COUNTIES\n\nMiddlesex [New Jersey]\n\nKing [Washington]\n\nCITIES\n\nAlbany [New York]\n\nJackson "
        "[Mississippi]",
        "Middlesex County, New Jersey; King County, Washington; Albany, New York; Jackson, Mississippi",
        "",
    ),
    (
        "Name | Kind | State\n---|---|---\nBernalillo | county | N.M.\nNew York | city | N.Y.\nOregon | state | -\n"
        "Sacramento | county | Calif.\nDenver | city-county | Colo.",
        "Bernalillo County, New Mexico; New York, New York; Oregon; Sacramento County, California; Denver, Colorado",
        "",
    ),
    (
        "The cities of Philadelphia, New York and Chicago are the others.",
        "Philadelphia, Pennsylvania; New York, New York; Chicago, Illinois",
        "",
    ),
    (
        "Still in it are Boston, Newark, New York, Philadelphia and Pittsburgh.",
        "Boston, Massachusetts; Newark, New Jersey; New York, New York; Philadelphia, Pennsylvania; Pittsburgh, "
        "Pennsylvania",
        "",
    ),
    (
        "The August 5 list:\n\n• Vermont\n\n• Oregon\n\n• Illinois",
        "Vermont; Oregon; Illinois",
        "",
    ),
    (
        "MI: Kent, Leelanau, Saginaw\nMN: Clay, Nicollet, Winona\nPA: Bucks, Elk\nAll are counties.",
        "Kent County, Michigan; Leelanau County, Michigan; Saginaw County, Michigan; Clay County, Minnesota; Nicollet "
        "County, Minnesota; Winona County, Minnesota; Bucks County, Pennsylvania; Elk County, Pennsylvania",
        "",
    ),
    (
        "Fires, with the California counties:\n\nCarr - Shasta/Trinity\nCranston - Riverside\nFerguson - Mariposa\n"
        "Holy Ridge - Orange\nCamp - Butte",
        "Shasta County, California; Trinity County, California; Riverside County, California; Mariposa County, "
        "California; "
        "Orange County, California; Butte County, California",
        "",
    ),
    (
        "Massachusetts, counties: Dukes; Suffolk; Worcester. Massachusetts, cities: Boston; Newton.\n\nMaine, city: "
        "Portland.",
        "Dukes County, Massachusetts; Suffolk County, Massachusetts; Worcester County, Massachusetts; Boston, "
        "Massachusetts; Newton, Massachusetts; Portland, Maine",
        "",
    ),
    (
        "VIRGINIA\n\nCounties\nBath\nFairfax\nHenrico\n\nCities\nNorfolk\nRichmond\nRoanoke",
        "Bath County, Virginia; Fairfax County, Virginia; Henrico County, Virginia; Norfolk, Virginia; Richmond, "
        "Virginia; "
        "Roanoke, Virginia",
        "",
    ),
    (
        "Nine states:\nArizonaCaliforniaGeorgiaIowaMarylandMontanaNew MexicoOhioUtah",
        "Arizona; California; Georgia; Iowa; Maryland; Montana; New Mexico; Ohio; Utah",
        "",
    ),
    (
        "Still in:\n\nErie, PA / Omaha, NE / Roanoke, VA / St. Louis, MO\n\nCut at this stage: Atlanta, GA; Chicago, "
        "IL; "
        "and Topeka, KS.",
        "Erie, Pennsylvania; Omaha, Nebraska; Roanoke, Virginia; St. Louis, Missouri",
        "",
    ),
    (
        "These cities are on it: Chelsea, Holyoke, Newton, Boston and, to the surprise of its board, Salem, a city "
        "that has "
        "never voted on it. All are in Massachusetts.",
        "Chelsea, Massachusetts; Holyoke, Massachusetts; Newton, Massachusetts; Boston, Massachusetts; Salem, "
        "Massachusetts",
        "",
    ),
    (
        "Sincerely,\n\nRuth Cole                     Len Dragomir\nMayor of Hammond, Indiana     Mayor of York, "
        "Alabama\n\n"
        "Bart Kowal                    Ann Pratt\nMayor of Galesburg, Illinois  Mayor of Moorhead, Minnesota\n\n"
        "Ed Banks                      Faye Till\nMayor of Houston, Texas       Mayor of Waycross, Georgia",
        "Hammond, Indiana; York, Alabama; Galesburg, Illinois; Moorhead, Minnesota; Houston, Texas; Waycross, Georgia",
        "",
    ),
    (
        "Cases in Texas by county\n\nCounty Confirmed Cases\nCochran 14 Dallam 7 Dawson 24 El Paso 11\nHale 5 Lamar "
        "11 Lubbock 49 Terry 60\n"
        "Total 181",
        "Cochran County, Texas; Dallam County, Texas; Dawson County, Texas; El Paso County, Texas; Hale County, "
        "Texas; Lamar "
        "County, Texas; Lubbock County, Texas; Terry County, Texas",
        "",
    ),
    (
        "With Tennessee, which leads, are Colorado, Delaware, Idaho, Ohio and Utah.",
        "Tennessee; Colorado; Delaware; Idaho; Ohio; Utah",
        "",
    ),
    (
        "Salem, Oregon;\n\nLane County, Oregon;\n\nBoise, Idaho; and\n\nState of Utah The department says every one "
        "agreed.",
        "Salem, Oregon; Lane County, Oregon; Boise City, Idaho; Utah",
        "",
    ),
    (
        "The list, by state:\n\nOhio: state; Akron and Dayton\nUtah: state\nIowa: Des Moines\nTexas: Harris County",
        "Ohio; Akron, Ohio; Dayton, Ohio; Utah; Des Moines, Iowa; Harris County, Texas",
        "",
    ),
    (
        "Named are: in Oregon, the city of Portland and Lane and Linn counties; in Washington, the cities of Seattle, "
        "Everett and Yakima and King, Pierce and Clark counties.",
        "Portland, Oregon; Lane County, Oregon; Linn County, Oregon; "
        "Seattle, Washington; Everett, Washington; Yakima, Washington; King County, Washington; Pierce County, "
        "Washington; Clark County, Washington",
        "",
    ),
    (
        "On it are Texas' Harris, Dallas and Waller counties; Georgia's Fulton and Cobb counties; and Michigan's "
        "cities of "
        "Flint and Pontiac.",
        "Harris County, Texas; Dallas County, Texas; Waller County, Texas; Fulton County, Georgia; Cobb County, "
        "Georgia; "
        "Flint, Michigan; Pontiac, Michigan",
        "",
    ),
    (
        "HARRISBURG, Pa. - Bradford, Cameron, Elk, Potter and Warren counties go to yellow on May 8.",
        "Bradford County, Pennsylvania; Cameron County, Pennsylvania; Elk County, Pennsylvania; Potter County, "
        "Pennsylvania; Warren County, Pennsylvania",
        "",
    ),
    (
        "People from any of seven states must stay in: Wash., Utah, Texas, Fla., Ariz., Ark. and Ala. Delaware is not "
        "on it.",
        "Washington; Utah; Texas; Florida; Arizona; Arkansas; Alabama",
        "",
    ),
    (
        "The order takes in the New York City boroughs of Brooklyn, Queens and the Bronx.",
        "Kings County, New York; Queens County, New York; Bronx County, New York",
        "",
    ),
    (
        "Three cities let it go on, the department said: Seattle, Portland, Ore., and New York.",
        "Seattle, Washington; Portland, Oregon; New York, New York",
        "",
    ),
    (
        "Letters went to the mayors of Newark, Paterson and Hoboken, all in New Jersey; and the mayors of Boston and "
        "Denver.",
        "Newark, New Jersey; Paterson, New Jersey; Hoboken, New Jersey; Boston, Massachusetts; Denver, Colorado",
        "",
    ),
    (
        "1. City,State\n2. Boston,MA\n3. Salem,OR\n4. Erie,PA",
        "Boston, Massachusetts; Salem, Oregon; Erie, Pennsylvania",
        "",
    ),
    (
        "Money goes to two cities in Michigan: Flint + Pontiac",
        "Flint, Michigan; Pontiac, Michigan",
        "",
    ),
    (
        "Scores\nDallas 21 Houston 14\nAustin 35 Waco 7",
        "",
        "",
    ),
    (
        "Letters went to three cit-\nies: Boston, Chicago and Denver.",
        "Boston, Massachusetts; Chicago, Illinois; Denver, Colorado",
        "",
    ),
    (
        'The page has them as "Boulder County," "Routt County" and "City of Denver," all in Colorado.',
        "Boulder County, Colorado; Routt County, Colorado; Denver, Colorado",
        "",
    ),
    (
        "Letters went to Salem and Bend, both in Oregon; Tulsa, Oklahoma; and Reno, Nevada.",
        "Salem, Oregon; Bend, Oregon; Tulsa, Oklahoma; Reno, Nevada",
        "",
    ),
    (
        "Awards Ohio $9,431 Reno, Nev. $4,120 Tulsa, Okla. $1,250 Iowa $950 Boston, Mass. $800 Utah $700 TOTAL $17,251",
        "Ohio; Reno, Nevada; Tulsa, Oklahoma; Iowa; Boston, Massachusetts; Utah",
        "",
    ),
    (
        "Designated areas in Iowa\nAdair (County) Sac and Fox Reservation Lee (County) Linn (County) Polk (County)",
        "Adair County, Iowa; Lee County, Iowa; Linn County, Iowa; Polk County, Iowa",
        "",
    ),
    (
        "STATES:\nOhio Delaware District of Columbia New York Washington Oregon Iowa Nevada Vermont Maine Utah Idaho "
        "Minnesota Illinois\nCITIES:\nBoston, MA Salem, OR",
        "Ohio; Delaware; District of Columbia; New York; Washington; Oregon; Iowa; Nevada; Vermont; Maine; Utah; "
        "Idaho; "
        "Minnesota; Illinois; Boston, Massachusetts; Salem, Oregon",
        "",
    ),
    (
        "State\tRecipients\nIllinois\tthe State\nOregon\tthe State; Lane County\nNevada\tReno; Elko",
        "Illinois; Oregon; Lane County, Oregon; Reno, Nevada; Elko, Nevada",
        "",
    ),
    (
        "State\tOrder\nAlabama\tStatewide\nArkansas\tNone\nColorado\tStatewide\nIowa\tNone\nKansas\tStatewide",
        "Alabama; Colorado; Kansas",
        "",
    ),
    (
        "OHIO  Dayton, Toledo\nUTAH  Davis, Weber and Cache Counties\nSOUTH CAROLINA  Columbia, Florence, Sumter",
        "Dayton, Ohio; Toledo, Ohio; Davis County, Utah; Weber County, Utah; Cache County, Utah; "
        "Columbia, South Carolina; Florence, South Carolina; Sumter, South Carolina",
        "",
    ),
    (
        "• Oregon — Department of Justice\n• Salem, Oregon\n• Boston, Massachusetts",
        "Oregon; Salem, Oregon; Boston, Massachusetts",
        "",
    ),
    (
        "On it are Ohio, Iowa and Utah. Dane County, Wis., is on it, and so is Salem, Oregon. Boston joined Friday.",
        "Ohio; Iowa; Utah",
        "Dane County, Wisconsin; Salem, Oregon; Boston, Massachusetts",
    ),
    (
        "On it are Ohio, Iowa and Utah. Boston was left out, and so was Salem, Oregon. Nothing in Texas is on it.",
        "Ohio; Iowa; Utah",
        "",
    ),
    (
        "Still in: Atlanta, Boston, Chicago, Denver, Miami, Newark, New York, Northern Virginia, Philadelphia, Erie.",
        "Atlanta, Georgia; Boston, Massachusetts; Chicago, Illinois; Denver, Colorado; Miami, Florida; "
        "Newark, New Jersey; New York, New York; ?Virginia; Philadelphia, Pennsylvania; Erie, Pennsylvania",
        "",
    ),
    (
        "STATES\n* Ohio\t* Iowa\n* Utah\t* Maine\n* Texas\t* Idaho",
        "Ohio; Iowa; Utah; Maine; Texas; Idaho",
        "",
    ),
    (
        "Orders\n\nAlabama\nBirmingham\n\nUtah\nStatewide\n\nIdaho\nStatewide\n\nOregon\nPortland, Salem, Bend",
        "Birmingham, Alabama; Utah; Idaho; Portland, Oregon; Salem, Oregon; Bend, Oregon",
        "",
    ),
    (
        "Counties | State\nBenton, Washington | AR\nLake, Porter | IN\nMedina | OH\nBristol | MA",
        "Benton County, Arkansas; Washington County, Arkansas; Lake County, Indiana; Porter County, Indiana; "
        "Medina County, Ohio; Bristol County, Massachusetts",
        "",
    ),
    (
        "Letters went to:\n\nSalem, Oregon;\nState of Iowa;\nCity of Pueblo    CO;\nLane County, Oregon; and\nState of "
        "Utah They are due in May.",
        "Salem, Oregon; Iowa; Pueblo, Colorado; Lane County, Oregon; Utah",
        "",
    ),
    (
        "On it are Boston, Cook County, Ill., and, in New Jersey, Newark and Paterson. Neither Omaha nor the city of "
        "Lincoln is on it.",
        "Boston, Massachusetts; Cook County, Illinois; Newark, New Jersey; Paterson, New Jersey",
        "",
    ),
    ("Salem, Oregon, sued. Tacoma is among the 23 jurisdictions that got a letter.", "", "Tacoma, Washington"),
    (
        "Police chiefs in four cities got one. All four replied. The chief in Tulsa said that he had the same two "
        "pages as those in Reno "
        "and Tacoma, and as the one here in Salem, Oregon.",
        "Tulsa, Oklahoma; Reno, Nevada; Tacoma, Washington; Salem, Oregon",
        "",
    ),
    (
        "Colorado has six of its counties on it: Adams, Boulder, Gunnison, San Migeul (spelled so), Summit and Routt.",
        "Adams County, Colorado; Boulder County, Colorado; Gunnison County, Colorado; San Miguel County, Colorado; "
        "Summit County, Colorado; Routt County, Colorado",
        "",
    ),
    (  # who is written to, and where
        "[1]\nMayor\nCity of Chicago\n121 N. LaSalle Street\nChicago, IL 60602\n\n[2]\nCounty Manager\n"
        "Clark County, Nevada\n"
        "500 S. Grand Central Parkway\nLas Vegas, NV 89155\n\n[3]\nCounty Executive\nMilwaukee County, Wisconsin\n"
        "901 N. Ninth Street\nMilwaukee, WI 53233\n",
        "Chicago, Illinois; Clark County, Nevada; Milwaukee County, Wisconsin",
        "",
    ),
    (  # a row of names under a label, misspelt ones among them
        "New Mexico\nCounties:\nBernallilo County  Taos County  Rio Ariba County\nCities:\nSanta Fe  Albuquerque\n\n"
        "New Hampshire\nCities:\nHanover  Lebannon\n",
        "Bernalillo County, New Mexico; Taos County, New Mexico; Rio Arriba County, New Mexico; Santa Fe, New Mexico; "
        "Albuquerque, New Mexico; Hanover, New Hampshire; Lebanon, New Hampshire",
        "",
    ),
    (  # labels of states within a line
        "The counties are: * Alabama: Choctaw, Greene, Washington. * Florida: Clay, St. Johns. * Iowa: Scott, Johnson.",
        "Choctaw County, Alabama; Greene County, Alabama; Washington County, Alabama; Clay County, Florida; "
        "St. Johns County, Florida; Scott County, Iowa; Johnson County, Iowa",
        "",
    ),
    (  # two columns of states, each for the one behind it
        "STATE        APPLICANT          STATE           APPLICANT\n"
        "Alabama      Birmingham         Nebraska        Lincoln\n"
        "             Montgomery                         Omaha\n"
        "Arizona      Tucson             Nevada          Reno\n"
        "Florida      St. Petersburg     Pennsylvania    Pittsburgh\n",
        "Birmingham, Alabama; Lincoln, Nebraska; Montgomery, Alabama; Omaha, Nebraska; Tucson, Arizona; Reno, Nevada; "
        "St. Petersburg, Florida; Pittsburgh, Pennsylvania",
        "",
    ),
    (  # a caption with a rule of colons, and one on numbered lines
        "STATES OF NEW YORK, COLORADO, MARYLAND,       :\nand IOWA; COMMONWEALTHS OF MASSACHUSETTS,     :\n"
        "PENNSYLVANIA, and VIRGINIA; CITIES OF         :  18-CV-1000\nCHICAGO, PHOENIX, and SEATTLE,                :\n"
        "                          Plaintiffs,         :\n          v.                                  :\n"
        "DEPARTMENT OF COMMERCE,                       :\n",
        "New York; Colorado; Maryland; Iowa; Massachusetts; Pennsylvania; Virginia; Chicago, Illinois; Phoenix, "
        "Arizona; "
        "Seattle, Washington",
        "",
    ),
    (
        " 7  CITY AND COUNTY OF SAN           )\n 8  FRANCISCO, COUNTY OF SANTA       )  Case No. 25-1000\n"
        " 9  CLARA, CITY OF OAKLAND,          )\n10  and CITY OF SEATTLE,             )\n"
        "11            Plaintiffs,            )\n",
        "San Francisco, California; Santa Clara County, California; Oakland, California; Seattle, Washington",
        "",
    ),
    (  # headings over paragraphs
        "#AUSTIN\nThe city wants drones.\nBastrop County does not.\n\n#DENVER\nTrucks shall know where to stop.\n\n"
        "#PORTLAND\nOne app of the Oregon kind.\n\n#PITTSBURGH\nStreet lights.\n",
        "Austin, Texas; Denver, Colorado; Portland, Oregon; Pittsburgh, Pennsylvania",
        "",
    ),
    (  # townships and tribes are neither
        "Illinois:\n- Cook County\n- Oswego Township\n- Lake County\n- Will County\n",
        "Cook County, Illinois; Lake County, Illinois; Will County, Illinois",
        "",
    ),
    (  # a name that another state's place bears whole
        "State|Jurisdiction Name|Type\nMD|ANNAPOLIS CITY|Municipal\nMD|CECIL COUNTY|County\n"
        "MD|CUMBERLAND CITY|Municipal\n"
        "NV|RENO CITY|Municipal\n",
        "Annapolis, Maryland; Cecil County, Maryland; Cumberland, Maryland; Reno, Nevada",
        "",
    ),
    (  # two columns, in which a state stands under its name
        "  1. Chicago, Illinois                3. City of San Francisco,\n"
        "  2. City and County of Denver,          California\n"
        "     Colorado                         4. State of Oregon\n",
        "Chicago, Illinois; San Francisco, California; Denver, Colorado; Oregon",
        "",
    ),
    (  # places behind what lies there
        "Alabama\nAnderson Reserve Center, Troy\nGary Reserve Center, Enterprise\n"
        "Recruiting Headquarters, Montgomery\n\n"
        "Arizona\nAir Force Research Lab, Mesa\nAllen Hall Reserve Center, Tucson\n",
        "Troy, Alabama; Enterprise, Alabama; Montgomery, Alabama; Mesa, Arizona; Tucson, Arizona",
        "",
    ),
    (
        "These stores close:\n• Lakeland Square, Lakeland, FL (opened in 1995);\n"
        "• Jefferson, Louisville, KY (opened in 1979);\n"
        "• Paseo Nuevo, Santa Barbara, CA (opened in 1990);\n• Silver City Galleria, Taunton, MA (opened in 1992)\n",
        "Lakeland, Florida; Louisville, Kentucky; Santa Barbara, California; Taunton, Massachusetts",
        "",
    ),
    (  # paragraphs that begin with a place, and no datelines
        "Springdale, AR – A committee, a youth council, and more. Details.\n\n"
        "Stockton, CA – Programs that work. Details.\n\n"
        "Longmont, CO – New voices. Details.\n\nKershaw County, SC – Health for all. Details.\n",
        "Springdale, Arkansas; Stockton, California; Longmont, Colorado; Kershaw County, South Carolina",
        "",
    ),
    (
        "SPRINGDALE, Ark. – A committee met here. It had no news.\n\n"
        "STOCKTON, Calif. – A council met here. It had none.\n\n"
        "LONGMONT, Colo. – A board met here. It had none either.\n",
        "",
        "",
    ),
    (  # states over what is said of each
        "Here is who is going.\n\nLouisiana\nThe governor signed off on 135 troops, he said.\n\nMississippi\n"
        "Two hundred were "
        "approved. They leave soon.\n\nTennessee\nAbout 160 will go this week. Others stay.\n",
        "Louisiana; Mississippi; Tennessee",
        "",
    ),
    (
        "Florida:\n    State Coverage........................  Hispanic.\n"
        "    Lee County............................  Hispanic.\n"
        "Idaho:\n    Lincoln County........................  Hispanic.\n",
        "Florida; Lee County, Florida; Lincoln County, Idaho",
        "",
    ),
    (
        "The orders apply in:\n• Marin County\n• City & County of San Francisco\n• City of Berkeley\n",
        "Marin County, California; San Francisco, California; Berkeley, California",
        "",
    ),
    (  # the last of which ends the text
        "#RENO\nOne.\nTwo more of it.\nAnd three of it.\n#TULSA\nOne of it.\n#SALEM\nOne.",
        "Reno, Nevada; Tulsa, Oklahoma; Salem, Oregon",
        "",
    ),
    (
        "Florida\nMiami-Dade County and Broward County have orders.\n\nTexas\n"
        "Dallas County and Travis County have orders.\n\nOhio\nSummit County and Stark County have orders.\n",
        "Miami-Dade County, Florida; Broward County, Florida; Dallas County, Texas; Travis County, Texas; "
        "Summit County, Ohio; Stark County, Ohio",
        "",
    ),
    (
        "Washington, D.C. – The department sent letters to Reno, Tulsa and Salem.\n\n"
        "Reno, Nev. – The mayor got a letter.\n\nBoise, Idaho – A mayor got none.\n",
        "Reno, Nevada; Tulsa, Oklahoma; Salem, Oregon",
        "",
    ),
    (
        "Metro areas:\nMinneapolis-St. Paul, Bloomington\nDallas-Fort Worth, Arlington\nSeattle-Tacoma, Bellevue\n",
        "Minneapolis, Minnesota; St. Paul, Minnesota; Bloomington, Minnesota; Dallas, Texas; Fort Worth, Texas; "
        "Arlington, Texas; Seattle, Washington; Tacoma, Washington; Bellevue, Washington",
        "",
    ),
    (
        "Letters went to Reno, Tulsa and Salem.\n\nReporting by Ann Lee, Boston\nEditing by Bo Day, Chicago\n"
        "Photos by Cy Ott, Denver\n",
        "Reno, Nevada; Tulsa, Oklahoma; Salem, Massachusetts",
        "",
    ),
    (
        "Awards:\nCounty         Seat\nWashoe County  Reno\nTulsa County   Tulsa\nMarion County  Salem\n",
        "Washoe County, Nevada; Tulsa County, Oklahoma; Marion County, Oregon",
        "",
    ),
    (
        "City of Reno and Washoe County\n1 E. First St.\nReno, NV 89501\n\nCity of Tulsa and Tulsa County\n"
        "175 E. 2nd St.\nTulsa, OK 74103\n\nCity of Salem and Marion County\n555 Liberty St.\nSalem, OR 97301\n",
        "Reno, Nevada; Washoe County, Nevada; Tulsa, Oklahoma; Tulsa County, Oklahoma; Salem, Oregon; Marion "
        "County, Oregon",
        "",
    ),
    (
        "The states are\nWashington,    Nevada,\nOregon         California\n",
        "Washington; Nevada",
        "California",
    ),
    (
        "County\tHouseholds\nAshe\tyes\nAvery\tyes\nClay\tyes\nE. Band of Cherokee\tyes\n",
        "Ashe County, North Carolina; Avery County, North Carolina; Clay County, North Carolina",
        "",
    ),
    (
        "State\tUrban Area\tAward\nMinnesota\tTwin Cities Area\t$4\nMissouri\tKansas City Area\t$9\n"
        "\tSt. Louis Area\t$8\nOhio\tToledo Area\t$7\n",
        "Kansas City, Missouri; St. Louis, Missouri; Toledo, Ohio",
        "",
    ),
    ("The mayors of Akron and Canton met.", "Akron, Ohio; Canton, Ohio", ""),
    (
        "The mayors of Kansas City (Mo.), St. Paul (Minn.), and Fort Wayne (Ind.) agreed.",
        "Kansas City, Missouri; St. Paul, Minnesota; Fort Wayne, Indiana",
        "",
    ),
    ("The firm has offices in IA, PA and NJ.", "Iowa; Pennsylvania; New Jersey", ""),
    ("Her grandchildren include Savannah and Dallas.", "", ""),
    ("Survivors: Madison and Jackson.", "", ""),
]

MISREAD = {
    "Attorney for the County of Lake, Florida",
    "Boise completes the list.",
    "Gone are four more cities, Salem among them, and {}.",
    "The mayor of Denver joined them.",
    "Denver was first, with 40 points.",
    "Denver signed too late.",
    "Neither Omaha nor the city of Lincoln is on it.",
    "Boise, the capital of Idaho, was added on Friday.",
    "In effect in Texas\n- Bell County\n- Hays County\n- Llano County",
    "All are in Missouri.",
    "Dropped were Salem and Lynn. So were {}.",
    "to be dropped. So were Baltimore and St. Louis.",
    "New: Lee, Estill, Clark",
    "Dane County, Wis., is on it, and so is Salem, Oregon. Boston joined Friday.",
    "Denver was added to the route map in May.",
    "If Denver joins, so may others.",
    "Denver is among the 25 cities with the most snow.",
    "The following were looked at and are not on it:\n\n{}",
    "Four more are on a private list, Boise, Mesa, Omaha and Denver. Those four are not on the department's list.",
}
"""The ends of texts that are misread: what sentences say is learned from longer ones, which say more around a list."""


def judged(cases: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Test cases, of which those that are misread are expected to fail."""
    misread = pytest.mark.xfail(reason="misread", strict=True)
    return [
        pytest.param(*case, marks=misread if any(str(case[0]).endswith(end) for end in MISREAD) else ())
        for case in cases
    ]


STAYS = [
    "Letters went to {}. These are not the only cities listed.",
    "Letters went to {}. They had not been sent such letters before.",
    "Letters went to {}. Those not listed can apply later.",
    "The three cities are {}. None of them sent an answer.",
    "The department says it will cut funds to these cities: {}.",
    "The company eliminated most of the bids, and kept these: {}.",
    "Los Angeles has said it will not comply. So have {}.",
    "Letters went to {}. Officials there said no injuries were reported.",
    "Letters went to {}, none of which had applied before.",
    "Voters in {} turned down the measure.",
    "The list\n\n{}, a city that has never been on it before.",
    "Not surprisingly, the largest cities got letters first: {}.",
    "Not limited to the coasts, the list has these cities on it: {}.",
    "Cities\n- {}\nCities that did not answer: Newark, Hoboken, Trenton and Camden",
    "{} will get buses. Neither had received federal help before.",
    "Gone are the old rules, and the grants will now go to {}.",
    "The sites of the pilot will be in {}. The firm has plants in Erie, Salem and Lima.",
    "The order covers five counties: Adair, Cass, Polk, Story and Linn. It also covers the cities of {}.",
]
"""Sentences with words that take places off a list, but not these."""
GOES = [
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah. Dropped were Salem and Lynn. So were {}.",
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah. {} were hit as well. They are not yet covered.",
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah. Not so {}, which were left out of it.",
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah. {} were asked and said no.",
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah. {} applied and were turned down.",
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah. Cut at this stage: {}.",
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah. Behind are {}, but none of the three is among them.",
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah.\n\nNot on it yet: Salem, which asked; {}.",
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah. Gone are four more cities, Salem among them, and {}.",
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah. {} said that they would wait.",
    "On the list are Ohio, Iowa, Texas, Maine, Georgia and Utah. Others began, {} among them; none of those got one.",
    "States\n- Ohio\n- Iowa\n- Utah\nCities that were not named: {}",
    "The list:\n\nOhio\nIowa\nUtah\n\nThe following were looked at and are not on it:\n\n{}",
    "Aid goes to Ohio, Iowa, Texas, Maine, Georgia and Utah. Centers are open in {}.",
]
"""Sentences that take these places off a list."""
NOT_ADDED = [
    "Denver joined the league in 2011.",
    "Rooms in Denver are low; Denver is listed at $129 a night.",
    "Denver was added to the route map in May.",
    "If Denver joins, so may others.",
    "Nothing in Colorado and Denver is on it.",
    "The mayor of Denver joined them.",
    "Denver is among the 25 cities with the most snow.",
    "A man from Denver was one of nine plaintiffs who got letters.",
    "So did the mood in Denver.",
    "Denver receives $5 million a year in fees.",
    "Denver became the latest city to raise its taxes.",
    "Denver was first settled in 1858.",
    "Denver was first, with 40 points.",
    "Denver signed too late.",
    "The last train went to Denver.",
    "Added: The mayor of Denver spoke.",
    "A man from Denver filed too.",
    "Denver was on it in May but has vanished since.",
    'They call Denver the "Houstin" of the mountains.',
    "Who has come off? Denver and Boise.",
    "Boston and Denver were on the old list and are not on this one.",
    "Still waiting are Boise and Denver.",
    "Four more are on a private list, Boise, Mesa, Omaha and Denver. Those four are not on the department's list.",
]
"""Sentences behind a list that don't put Denver on it."""
NO_ITEM = [
    "The four films on the list: “Chicago,” “Nashville,” “Rover” and “Fargo.”",
    "WASHINGTON — The attorney general said that she would write to\n\nBoston, Mass.\nSalem, Ore.\nErie, Pa.",
    "Amazon picks finalists\nBoston\nChicago\nDenver\nAtlanta",
    "2018 winners\nBoston, MA\nChicago, IL\nDenver, CO",
    "States\nLast updated Jan. 5\nOhio\nIowa\nUtah",
    "Counties in Iowa\nClick for a map\nPolk\nLinn\nLee",
    "| City | State |\n|:--|:--|\n| Salem | Oregon |\n| Lynn | Massachusetts |",
    "Jurisdiction\nOhio\n$69,305,444\nUtah\n$132,409,635\nOrleans Parish,\nLouisiana\n$4,737,964\n"
    "Lake County, Ohio\n$60,091,942\nTotal",
]
"""Texts with lines that are no items of the lists in them."""

NO_LIST = [
    "HOUSTON was asked to speak.\n\nDALLAS replied at once.\n\nAUSTIN objected.",
    "Akron - Sunny today.\nCanton - Rain is likely.\nToledo - Windy at night.",
    'Three plays ran in Ohio: "Lorrain," "Toledos" and "Daytona."',
    "New York State of Mind was sung in Albany.",
]
"""Texts with names in rows or in capitals that are no list."""

CLAIMS = [
    (
        "Letters went to four jurisdictions: Berkeley, Calif.; Burlington, Vt.; Cook County, Ill.; and "
        "the State of Oregon.",
        [("stated_count", 4, True), ("full_list", 4, True)],
    ),
    (
        "The department wrote to 23 jurisdictions, including Chicago, Denver and New York City.",
        [("stated_count", 23, None), ("partial_list", 23, None)],
    ),
    (
        "Grants went to 3 counties and 2 cities:\n- Glynn County, Ga.\n- City of Savannah, Ga.\n- Camden County, Ga.\n"
        "- Lee County, Ga.\n- City of Albany, Ga.\n",
        [("stated_count", 3, None), ("stated_count", 2, None), ("full_list", 5, True)],
    ),
    ("Three cities joined: Dayton, Toledo and Akron, Ohio.", [("stated_count", 3, True), ("full_list", 3, True)]),
    ("Five cities joined: Dayton, Toledo and Akron, Ohio.", [("stated_count", 5, None), ("list", None, None)]),
    ("Twenty-nine jurisdictions got a letter.", [("stated_count", 29, None)]),
    (
        "The list of 14 states, 4 counties and 19 cities was withdrawn.",
        [("stated_count", 14, None), ("stated_count", 4, None), ("stated_count", 19, None)],
    ),
]

TABLES = [
    (
        "Texas counties with an order\n\nCounty\tLargest city\nBell\tKilleen\nHunt\tGreenville\nTravis\tAustin\n",
        "Bell; Hunt; Travis",
    ),
    ("Place,Order\nAkron,Issued\nReno,None\nSalem,Issued\nTulsa,Issued", "Akron; Salem; Tulsa"),
    (
        "Jurisdiction | State | Agreement\nAkron | Ohio | None\nReno | Nevada | Jail\nSalem | Oregon | None",
        "Akron; Reno; Salem",
    ),
    ("Plaintiff | Stay\nOhio | Denied\nUtah | Denied\nIowa | Granted\nKansas | Granted", "Ohio; Utah; Iowa; Kansas"),
    ("County\tDeaths\nAdair\t3\nCass\tNone\nPolk\t12", "Adair; Cass; Polk"),
    ("City | Grant | Note\nAkron | $3 | *\nReno | $4 |\nTulsa | $5 | *", "Akron; Reno; Tulsa"),
    ("City | Parking | Pets\nAkron | ✓ | ✗\nReno | ✗ | ✓\nTulsa | ✓ | ✗", "Akron; Reno; Tulsa"),
    ("County\tHelp\tDebris\nAdair\tYes\tNo\nCass\tNo\tYes\nPolk\tYes\tYes", "Adair; Cass; Polk"),
    ("County\tHelp\tDebris\nAdair\tX\t\nCass\t-\t-\nPolk\t-\tX\nLinn\tX\tX", "Adair; Polk; Linn"),
    ("Place | Order\nAkron | yes\nReno | no (under discussion)\nSalem | yes\nTulsa | yes", "Akron; Salem; Tulsa"),
    (
        "State | State itself listed? | Counties listed | Cities listed\nOhio | yes | Lake, Union | Akron, Toledo\n"
        "Iowa | no | - | Ames\nUtah | yes | - | -",
        "Ohio; Lake; Union; Akron; Toledo; Ames; Utah",
    ),
    (
        "Unit; State; Type; Status\nAkron city; OH; Housing; Open\nAda County; ID; Boundary; Closed\n"
        "Kaplan city; LA; Boundary; Open",
        "Akron city; Ada County; Kaplan city",
    ),
    (
        "Two counties:        Three cities:\n  Ada                  Boise\n"
        "  Canyon               Eagle\n                       Nampa",
        "Ada; Boise; Canyon; Eagle; Nampa",
    ),
    ("City\tType\nDenver\tCity\nReno\tCity\nSalem\tCity", "Denver; Reno; Salem"),
    ("\tCounty\tCases\nPolk\t10\nLinn\t20\nStory\t5\n", "Polk; Linn; Story"),
]
"""Tables and the items in them, by their words."""

ITEMS = [
    (
        "- Austin, Texas\n- Miami Montgomery County, Maryland\n- Salem, Oregon",
        "Austin; Miami; Montgomery County; Salem",
    ),
    (
        "Orleans Parish,\nLouisiana\n$4,737,964\nMilwaukee County,\nWisconsin\n$7,539,572\nClark County, Nevada\n$6\n",
        "Orleans Parish; Milwaukee County; Clark County",
    ),
    (
        "Which places are on it?\n\nThese are the ones in Pennsylvania, New Jersey and Delaware:\n\nPennsylvania\n\n"
        "Cities\n\nYork\n\nEaston\n\nNew Jersey\n\nCities\n\nCamden\n\nNewark\n\nDelaware\n\nCities\n\nNewport\n",
        "York; Easton; Camden; Newark; Newport",
    ),
    (
        "Letters went to Seattle and King County in Washington; Multnomah County, which takes in Portland, Oregon; and "
        "Denver.",
        "Seattle; King County; Multnomah County; Denver",
    ),
    ("The letter names Phoenix, which along with Tucson, Mesa and Tempe, got grants.", "Tucson; Mesa; Tempe"),
    (
        "Letters were sent to officials in Boston, Chicago, Denver and Seattle:\n\nhttps://example.com/letter.pdf",
        "Boston; Chicago; Denver; Seattle",
    ),
    ("- Boise Ada County, Idaho\n- Houston Harris County, Texas\n- Reno, Nevada", "Boise; Houston; Reno"),
    ("Places:\nBoston,\nAtlanta,\nGeorgia\nFlorida\nUtah", "Boston; Atlanta; Georgia; Florida; Utah"),
    ("Cities in California:\n- Yucca Valley\n- 29 Palms\n- Needles", "Yucca Valley; 29 Palms; Needles"),
    (
        "> The department wrote on Monday to three jurisdictions: Ada\n"
        "> County, Idaho; the city of Reno, Nevada; and Salem,\n> Oregon.",
        "Ada\n> County; Reno; Salem",
    ),
    ("Counties\n\uf0b7 Ada \uf0b7 Canyon\n\uf0b7 Elmore \uf0b7 Gem\n\uf0b7 Owyhee", "Ada; Canyon; Elmore; Gem; Owyhee"),
    (
        "  1  City of Akron, Ohio, Law Director\n  2  Clark County, Nevada, County Manager, Las Vegas\n"
        "  3  State of Oregon (Department of Justice),\n     Salem\n",
        "Akron; Clark County; Oregon",
    ),
    (
        "Ohio\n  Akron, effective May 2\n  Toledo, effective May 3\nUtah\n  Statewide, effective May 4\n"
        "Iowa\n  Ames, effective May 4",
        "Akron; Toledo; Utah; Ames",
    ),
    (
        "On it in Idaho:\n  Counties    Ada, Canyon, Gem\n  Towns       Eagle, Kuna, Star",
        "Ada; Canyon; Gem; Eagle; Kuna; Star",
    ),
    (
        "## Texas\n\n- Orange County got money\n  for a jail\n- Polk County got money\n- Lee County got money\n\n"
        "## Iowa\n\n- Linn County\n- Page County",
        "Orange County; Polk County; Lee County; Linn County; Page County",
    ),
    ("Counties that signed\n\nPolk County\nYes\nLee County\nNo\nPasco County\nYes", "Polk County; Pasco County"),
    ("\uf0b7 Madi-\nson, Wisconsin\n\uf0b7 Dayton, Ohio\n\uf0b7 Akron, Ohio", "Madi-\nson; Dayton; Akron"),
    (
        "Contra  Costa  County,  San   Mateo   County  and   Santa   Clara   County   have   letters.",
        "Contra  Costa  County; San   Mateo   County; Santa   Clara   County",
    ),
    (
        "- Franklin County, Ohio\n  - grantees: Columbus, Dublin\n- Summit County, Ohio\n  - grantees: Akron, Hudson\n"
        "- Lucas County, Ohio\n  - jail: Wood County\n",
        "Franklin County; Columbus; Dublin; Summit County; Akron; Hudson; Lucas County",
    ),
]
"""Lists in other layouts and the items in them, by their words."""

SITES = [
    ("The council of Richmond met. Write to desk@richmondregister.com.", "Richmond, Kentucky"),
    ("The council of Richmond met. More at https://www.richmond.com/news.", "Richmond, Virginia"),
    ("The council of Portland met. More at www.nowhere.example.", "Portland, Oregon"),
]

TERMS = [
    ("Winchester lost to Shelbyville in the KHSAA final.", "Winchester, Kentucky; Shelbyville, Kentucky"),
    ("The council in Henderson met.", "Henderson, Nevada"),
    ("The judge-executive asked the Fiscal Court to pave roads in Henderson.", "Henderson, Kentucky"),
    ("A Newark man was fined for an OVI, a first-degree misdemeanor, on Interstate 70.", "Newark, Ohio"),
    ("Gov. Manchin came to Huntington to see the Kanawha River bridge.", "Huntington, West Virginia"),
    ("Police in Athens arrested two for burglary of a habitation.", "Athens, Texas"),
]

HOMES = [
    ("Crews from Springfield and Salem put out the fire.", "OR", "Springfield, Oregon; Salem, Oregon"),
    ("Crews from Springfield and Salem put out the fire.", "MA", "Springfield, Massachusetts; Salem, Massachusetts"),
    ("Police in Columbus arrested two men.", "GA", "Columbus, Georgia"),
    ("Police in Columbus arrested two men.", None, "Columbus, Ohio"),
    ("The fair in Springfield, Mo., opens today.", "OR", "Springfield, Missouri"),
]


def read(text: str, home: str | None = None) -> list[Mention]:
    mentions = extract(Document("text", text, home=home)).mentions
    return [mention for mention in mentions if mention.rule != COMPLETES_A_NAME]


def names(mentions: list[Mention]) -> str:
    return "; ".join(mention.name or f"?{mention.text}" for mention in mentions)


@pytest.mark.parametrize(
    ("text", "expected"), [*STATES, *STATE_BEHIND, *COUNTIES, *PLACES, *WHICH_ONE, *CONSTRUCTIONS, *LAYOUTS]
)
def test_jurisdictions(text: str, expected: str) -> None:
    assert names(read(text)) == expected


@pytest.mark.parametrize("text", NO_JURISDICTION)
def test_no_jurisdiction(text: str) -> None:
    assert names(read(text)) == ""


@pytest.mark.parametrize(("text", "expected"), SITES)
def test_sites_in_a_text_tell_its_state(text: str, expected: str) -> None:
    assert names(read(text)) == expected


@pytest.mark.parametrize(("text", "expected"), TERMS)
def test_terms_of_some_states_tell_which_is_meant(text: str, expected: str) -> None:
    assert names(read(text)) == expected


def test_terms_name_states():
    rows = list(read_table("local-terms.csv"))
    terms = [row["term"] for row in rows]
    assert len(terms) == len(set(terms))
    assert rows == sorted(rows, key=lambda row: (row["kind"], row["term"].lower(), row["term"]))
    known = set(gazetteer().borders)
    for row in rows:
        states = row["states"].split()
        assert states == sorted(set(states)), row
        assert known.issuperset(states), row
        assert len(states) < len(known) / 2, row


@pytest.mark.parametrize(("text", "home", "expected"), HOMES)
def test_home_state(text: str, home: str | None, expected: str) -> None:
    assert names(read(text, home)) == expected


@pytest.mark.parametrize(
    ("template", "listed"), judged([*((text, True) for text in STAYS), *((text, False) for text in GOES)])
)
def test_words_that_take_places_off_a_list(template: str, listed: bool) -> None:
    places = "Boston, Chicago and Denver"
    roles = {m.role != "mentioned" for m in read(template.format(places)) if m.text in places}
    assert roles == {listed}


@pytest.mark.parametrize("sentence", judged((sentence,) for sentence in NOT_ADDED))
def test_sentences_that_add_nobody_to_a_list(sentence: str) -> None:
    mentions = read(f"The department named three cities: Reno, Nevada; Salem, Oregon; and Tulsa, Oklahoma. {sentence}")
    assert {mention.role for mention in mentions if mention.text == "Denver"} == {"mentioned"}


@pytest.mark.parametrize("text", NO_ITEM)
def test_no_items(text: str) -> None:
    assert [mention.text for mention in read(text) if mention.geoid is None and mention.role == "listed"] == []


@pytest.mark.parametrize("text", NO_LIST)
def test_no_list(text: str) -> None:
    assert {mention.role for mention in read(text)} <= {"mentioned"}


@pytest.mark.parametrize(("text", "listed", "claimed"), judged(ROLES))
def test_roles(text: str, listed: str, claimed: str) -> None:
    mentions = read(text)
    assert names([mention for mention in mentions if mention.role == "listed"]) == listed
    assert names([mention for mention in mentions if mention.role == "claimed"]) == claimed


@pytest.mark.parametrize(("text", "listed"), [*TABLES, *ITEMS])
def test_items_of_tables_and_lists(text: str, listed: str) -> None:
    assert [text[m.start : m.end] for m in read(text) if m.role == "listed"] == listed.split("; ")


@pytest.mark.parametrize(("text", "expected"), CLAIMS)
def test_claims(text: str, expected: list[tuple[str, int | None, bool | None]]) -> None:
    claims = extract(Document("text", text)).claims
    assert [(claim.kind, claim.stated, claim.agrees) for claim in claims] == expected


def test_an_ambiguous_name_tells_its_candidates() -> None:
    [mention] = extract(Document("text", "The city of Springfield sued."), min_score=0.99).mentions
    assert mention.geoid is None
    assert mention.note is not None
    assert "Springfield, Missouri 2970000" in mention.note


@pytest.mark.parametrize(
    "name", ["Springfield", "Fairview", "Ashland", "Dover", "Troy", "Monroe", "Marion", "Georgetown"]
)
def test_a_name_with_nothing_that_tells_which_is_reported_as_ambiguous(name: str) -> None:
    text = f"Police in {name} arrested a man on Monday after a fire at his home, the mayor said."
    [mention] = extract(Document("text", text)).mentions
    assert mention.geoid is None
    assert mention.note is not None
    assert mention.note.count(f"{name}, ") > 1


@pytest.mark.parametrize("min_score", [0.2, 0.5, 0.8])
def test_least_score(min_score: float) -> None:
    text = "Peoria and Aurora sent crews to Salem; Jackson said Mobile would follow."
    published = [m for m in extract(Document("text", text), min_score).mentions if m.geoid]
    assert all(mention.score >= min_score for mention in published)
    everything = [m for m in extract(Document("text", text), 0.0).mentions if m.score >= min_score]
    assert [m.geoid for m in published] == [m.geoid for m in everything]


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("The following counties:\n\nOregon\n- Baker\n- Union\n", "Baker County, Oregon; Union County, Oregon"),
        ("**Counties in Oregon**\n- Lane\n- Baker\n", "Lane County, Oregon; Baker County, Oregon"),
        ("TEXAS COUNTIES\n- Hays County\n- Bexar County\n", "Hays County, Texas; Bexar County, Texas"),
        ("The Texas counties of Harris and Brazoria.", "Harris County, Texas; Brazoria County, Texas"),
        (
            "Plaintiffs (8 states and the District of Columbia)\n\n    Arizona     Arkansas     California\n"
            "    Colorado     District of Columbia     Utah\n    Ohio     Maine     Iowa\n",
            "Arizona; Arkansas; California; Colorado; District of Columbia; Utah; Ohio; Maine; Iowa",
        ),
        (
            "\tProgram\tState\tName\n1\tLead\tNH\tCity of Manchester\n2\tLead\tPA\tCity of Lancaster\n"
            "3\tMold\tOH\tAkron\n",
            "Manchester, New Hampshire; Lancaster, Pennsylvania; Akron, Ohio",
        ),
        (
            "Letters went to Los Angeles, Fremont and Watsonville and to Monterey, Riverside and Sonoma counties in "
            "California.",
            "Los Angeles, California; Fremont, California; Watsonville, California; Monterey County, California; "
            "Riverside County, California; Sonoma County, California",
        ),
        (
            "Counties\nArizona – Maricopa\nFlorida – Broward, Duval\nTexas – Bexar, Dallas\nWashington – King\n",
            "Maricopa County, Arizona; Broward County, Florida; Duval County, Florida; Bexar County, Texas; "
            "Dallas County, Texas; King County, Washington",
        ),
        (
            "North Carolina counties\n\nBoth kinds:\nAshe\nAvery\nBurke\n\n"
            "One kind (repairs by towns, schools, utilities): Iredell, Lee, Nash, Surry, Union",
            "Ashe County, North Carolina; Avery County, North Carolina; Burke County, North Carolina; "
            "Iredell County, North Carolina; Lee County, North Carolina; Nash County, North Carolina; "
            "Surry County, North Carolina; Union County, North Carolina",
        ),
        (
            "The order applies to Lassen and Modoc and to Siskiyou and Trinity counties.",
            "Lassen County, California; Modoc County, California; Siskiyou County, California; "
            "Trinity County, California",
        ),
        (
            "South Carolina counties: Berkley, Dorchester, Charleston and Jasper",
            "Berkeley County, South Carolina; Dorchester County, South Carolina; Charleston County, South Carolina; "
            "Jasper County, South Carolina",
        ),
        (
            "It reaches Cherokee and Linn counties in Kansas, and Benton, Boone, Clay and Marion in Arkansas.",
            "Cherokee County, Kansas; Linn County, Kansas; Benton County, Arkansas; Boone County, Arkansas; "
            "Clay County, Arkansas; Marion County, Arkansas",
        ),
        (
            "Fla.: Miami, Tampa, Orlando\nGa.: Atlanta, Macon, Savannah\n",
            "Miami, Florida; Tampa, Florida; Orlando, Florida; Atlanta, Georgia; Macon-Bibb County, Georgia; "
            "Savannah, Georgia",
        ),
    ],
)
def test_a_state_said_once_holds_for_the_list_and_is_no_item_of_it(text: str, listed: str) -> None:
    assert names([mention for mention in read(text) if mention.role == "listed"]) == listed


def test_borders_are_mutual_and_join_neighbours():
    borders = gazetteer().borders
    assert {"GA", "KY", "VA"} <= borders["TN"]
    assert "TX" not in borders["TN"]
    assert all(usps in borders[other] for usps, others in borders.items() for other in others)
    assert not borders["HI"]
