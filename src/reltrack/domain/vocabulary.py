"""The few words of English that tell a name from a word, and a person present from one spoken of.

All lower case, as `text.fold` leaves them.
"""

from __future__ import annotations

from reltrack.domain.channels import WORDS as CHANNEL_WORDS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# People are present right after these ...
WITH = _set(
    "with w met called phoned telephoned rang emailed mailed texted messaged wrote hosted"
) | {"e mailed"}
# ... and after these, where a place or a film may come as well.
TOWARDS = _set("to from saw visited")

# "Wrote to May" is about a person, "moved to May" is not.
SPEAKING = _set(
    "write writing spoke spoken speak speaking talk talked talking listened reply replied answer "
    "answered answering intro introduction note card thanks news heard emailing messaging"
) | {word.replace("-", " ") for word in CHANNEL_WORDS}

# "She is called Max", "a firm called Grace"
BEING = _set("is was be been being are were a an so not")
ARTICLES = _set("a an the his her their its my our your this that some")

# May stand between "with" and a name.
TITLES = _set(
    "dr mr mrs ms mx prof professor sir dame lord lady st rev father sister brother aunt auntie "
    "uncle cousin both"
)
PARTICLES = _set(
    "van von der den de del della di da do dos das du la le el al bin ibn ben ter ten zu af av"
)
NUMERALS = _set("ii iii iv v vi jr sr")

CALENDAR = _set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri "
    "sat sun spring summer autumn winter christmas easter"
)
# In front of a calendar word they make it a date; the second kind only of a month in full.
BEFORE_DATE = _set("in since until till during early late mid every this next last by through end")
BEFORE_MONTH = _set("for of before after around")
BEFORE_PLACE = _set("in at on near outside around")
PLACES = _set(
    "adelaide alexandria austin brooklyn cairo carolina charlotte chelsea chester dallas denver "
    "devon florence geneva georgia houston india israel jackson jordan kent kenya lima lincoln "
    "london lyon madison milan nancy orlando paris phoenix salvador santiago savannah siena sofia "
    "sydney valencia verona victoria vienna virginia york"
)
MOVING = _set(
    "move moved moves moving fly flew flies flying flight travel travelled traveled travelling "
    "traveling trip train relocate relocated relocates relocating drove drive driving emigrated"
)
TO_DATE = _set("to until till through and or from")

# Capitalised, they go on with the sentence, not with the name before them.
CONNECTING = (
    _set(
        "a about after again ago all also although an and are as at back because been before but "
        "by can could did do does during for from had has have he her his how i if in into is it "
        "its just last like my next no not now of off on onwards or our out over re said says "
        "she since so some than that the their then there they this through till to today told "
        "tomorrow tonight too until up us via was we were what when where which while who whose "
        "why will with without would yesterday you your fyi aka"
    )
    | WITH
    | TOWARDS
)

# Words that open a sentence as often as people of that name do: months, feelings and the like ...
FLEETING = (CALENDAR - {"jan"}) | _set("hope faith joy dawn eve art sky star")
# ... and verbs and adjectives. Both may also stand in lower case where no name is meant.
COMMON = FLEETING | _set(
    "will mark bill rob sue pat skip chase grant rich frank guy drew rose win page dean max chance "
    "gene lance wade nick dash buck cash case can miles jack ray rusty sandy pierce christian "
    "long young brown short strong good best"
)
# What people do and months don't ...
ACTING = _set(
    "called phoned rang emailed texted messaged wrote asked told said says sent joined thinks "
    "thought wants wanted loves likes liked knows mentioned introduced invited helped offered "
    "promised replied recommended shared suggested thanked talked"
) | {"e mailed"}
# ... and what goes on after a name, but not after "will" or "mark" as verbs.
FINITE = ACTING | _set(
    "is was has had may might isnt wasnt hasnt hadnt will would could should did didnt does doesnt "
    "came got gave made went left started met visited hosted needs needed works worked lives "
    "moved showed turned brought took knew"
)
