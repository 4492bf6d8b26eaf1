"""Channels: how you were in touch, under one name each, and the one a text begins with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reltrack.domain.text import label


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TOUCH = "touch"
"""A like, a reaction, a comment: worth remembering, never contact."""

CHANNELS = {
    "coffee": ("coffee", "coffees", "espresso"),
    "tea": ("tea",),
    "breakfast": ("breakfast",),
    "lunch": ("lunch", "lunches", "lunched", "brunch"),
    "dinner": ("dinner", "dinners", "dined", "supper"),
    "drinks": ("drinks", "drink", "beer", "beers", "wine", "pint", "pints"),
    "walk": ("walk", "walked", "walks", "stroll", "hike", "hiked"),
    "meeting": (
        *("meeting", "met", "meet", "saw", "catch-up", "catchup", "caught-up", "one-on-one"),
        *("1-1", "1-on-1", "in-person", "face-to-face"),
    ),
    "visit": ("visit", "visited", "visiting", "hosted"),
    "event": ("event", "events", "meetup", "meet-up", "workshop"),
    "party": ("party", "parties"),
    "conference": ("conference", "conf"),
    "call": ("call", "called", "calls", "phone", "phoned", "phone-call", "rang", "telephoned"),
    "video": (
        *("video", "video-call", "videocall", "zoom", "zoomed", "facetime", "facetimed", "skype"),
        *("skyped", "teams", "google-meet", "webex", "hangout", "jitsi"),
    ),
    "email": ("email", "e-mail", "emailed", "e-mailed", "emails", "e-mails", "mail", "mailed"),
    # "wrote" says neither on paper nor on screen; a message is the least it can be.
    "message": (
        *("message", "messaged", "messages", "text", "texted", "texts", "sms", "dm", "dms", "dm'd"),
        *("dmed", "chat", "chats", "pinged", "wrote", "whatsapp", "whatsapped", "signal"),
        *("telegram", "imessage", "wechat", "messenger", "slack", "slacked"),
    ),
    "letter": ("letter", "letters", "postcard", "postcards"),
    TOUCH: ("touch", "liked", "reacted", "commented", "like", "likes", "reaction", "comment"),
}
"""The name of each channel, and the words for it."""

WORDS = {word: name for name, words in CHANNELS.items() for word in words}
"""Each word for a channel, lower case, hyphens kept, and the channel's name."""

IN_PERSON = _set(
    "coffee tea breakfast lunch dinner drinks walk meeting visit event party conference"
)
"""Channels by which people meet face to face."""

_WRITTEN = frozenset(("email", "message", "letter"))

# What may stand before the channel: "Had a quick coffee", "Went for a walk", "LinkedIn message".
_BEFORE = _set(
    "had have got grabbed did took made sent received wrote joined attended enjoyed left went for "
    "on to a an the our my some another quick brief short long nice lovely great good wonderful "
    "first second monthly weekly annual morning afternoon evening late early virtual group team "
    "work working business private voice linkedin facebook instagram twitter mastodon"
)
# "Conference call with Ana", "Video message from Ana": here the second word tells.
_SECOND = {"conference": ("call",), "video": ("message",), "zoom": ("chat",)}
# "Called off the trip", "Saw that Ana moved", "Like Ana said": no channel in these.
_NOT_BEFORE = {
    "called": frozenset(("off", "it", "out")),
    "call": frozenset(("off", "it", "out")),
    "saw": _set("a an the that this how it on in online his her their your my no"),
    "met": _set("the all no"),
}
_ONLY_BEFORE = {
    **dict.fromkeys(("like", "likes", "reaction", "comment"), ("on", "from", "to")),
    **dict.fromkeys(("video", "phone", "teams"), ("with", "call", "chat", "meeting")),
    "signal": ("with", "from", "to", "call", "chat"),
}
_PAIRS = {
    ("catch", "up"): "catch-up",
    ("caught", "up"): "caught-up",
    ("in", "person"): "in-person",
}
_AROUND = "\"'.:!?()*_<>«»“”[]-"
_SIGNS = str.maketrans("’‐‑,;—–…", "'--     ")


def with_own(own: Mapping[str, Iterable[str]]) -> Mapping[str, str]:
    """Return the words for channels, with words of one's own for each among them."""
    if not own:
        return WORDS
    more = {word.casefold(): canonical(name) for name, words in own.items() for word in words}
    return {**WORDS, **{canonical(name): canonical(name) for name in own}, **more}


def canonical(via: str, words: Mapping[str, str] = WORDS) -> str:
    """Return a channel under its one name: `E-mail` gives `email`; an unknown one is kept.

    Raises:
        UsageError: nothing is left of it, or it is too long.
    """
    cleaned = label(via, what="channel")
    return words.get(cleaned, cleaned)


def near(via: str | None, words: Mapping[str, str] = WORDS) -> str | None:
    """Return the known channel of which an unknown one may be a slip of the pen."""
    if not via or via in words or via in words.values():
        return None
    from difflib import get_close_matches

    return next((words[word] for word in get_close_matches(via, words, n=1, cutoff=0.8)), None)


def leading(text: str, known: Mapping[str, str] = WORDS) -> str | None:
    """Return the channel that the text begins with, as in `Coffee with Ana`, or None."""
    words = text[:200].casefold().translate(_SIGNS).replace("1:1", "1-1").split()[:8]
    words = [word for raw in words if raw[0] != "#" and (word := raw.strip(_AROUND))]
    for i, word in enumerate(words):
        following = words[i + 1] if i + 1 < len(words) else ""
        word = _PAIRS.get((word, following), word)  # noqa: PLW2901
        if word in known and not (word == "wrote" and _announces(words[i + 1 :])):
            if following in _SECOND.get(word, ()):
                return known[following]
            if following in _NOT_BEFORE.get(word, ()):
                return None
            if word in _ONLY_BEFORE and following not in _ONLY_BEFORE[word]:
                return None
            # "Saw Ana's talk" is about something of hers, not about her.
            return None if word == "saw" and following.endswith("'s") else known[word]
        if word not in _BEFORE or (i == 0 and word in ("for", "on", "to")):
            return None
    return None


def opens_reply(via: str | None) -> bool:
    """Tell whether what comes in this way waits for an answer."""
    return via in _WRITTEN


def _announces(words: list[str]) -> bool:
    """Tell whether a channel follows "wrote", as in `Wrote a letter to Ana`."""
    return bool(words) and words[0] in ("a", "an") and any(word in WORDS for word in words[1:3])
