"""Text from people: folding for comparison, handles, limits, and making the invisible visible."""

from __future__ import annotations

import re
import unicodedata

from reltrack.errors import UsageError

NAME_LIMIT = 200
"""Characters in a name, a channel, a place, a company or any other one-line value."""

TEXT_LIMIT = 65_536
"""Characters in an entry or a fact."""

# Letters that no Unicode decomposition takes apart, but that people leave out when typing.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")
_DASHES = r"[\s\-‐‑‒–—_]+"  # compiled by `re` at its first use, not at every start
_ASCII = str.maketrans("-_", "  ", "'`")  # the same for plain text, for which nothing is compiled

# Everything that could move a cursor, hide or reorder text. ZWJ and ZWNJ stay: Persian, Indic
# scripts and emoji need them.
UNSAFE = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\ud800-\udfff]"
)
"""As a regular expression: what `visible` writes out."""


def fold(text: str) -> str:
    """Return the key under which names are compared: no case, accents, apostrophes or hyphens."""
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII).split())
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", decomposed)
    # Marks of class 9 and below are letters' own parts in Indic scripts and kana.
    plain = "".join(c for c in decomposed if unicodedata.combining(c) < 10)
    folded = unicodedata.normalize("NFC", plain).translate(_LETTERS)
    return re.sub(_DASHES, " ", folded.translate(_APOSTROPHES)).strip()


def slugify(name: str) -> str:
    """Return a handle made of letters, digits and hyphens: `José O'Brien` gives `jose-o-brien`."""
    spaced = re.sub(r"['’‘ʼ`´]", " ", name)
    return _hyphenated(fold(spaced), keep="") or "person"


def label(text: str, *, what: str) -> str:
    """Return a tag, circle or channel in its one spelling: `#Book Club` gives `book-club`.

    Raises:
        UsageError: nothing is left of it.
    """
    cleaned = one_line(text, what=what).removeprefix("#")
    cleaned = _hyphenated(cleaned.casefold(), keep="_+.")
    if not cleaned:
        raise UsageError(f"the {what} is empty", hint="it holds letters or digits")
    return _within(cleaned, NAME_LIMIT, what=what)


def _hyphenated(text: str, *, keep: str) -> str:
    """Return letters (with the marks that belong to them) and digits, joined by hyphens."""
    kept = [
        c if c.isalnum() or c in keep or unicodedata.category(c)[0] == "M" else " " for c in text
    ]
    return "-".join("".join(kept).split())


def one_line(text: str, *, what: str, limit: int = NAME_LIMIT) -> str:
    """Return a one-line value: NFC, white space collapsed.

    Raises:
        UsageError: it is empty, too long, or not text.
    """
    cleaned = " ".join(checked(text, what=what, limit=limit * 4).split())
    if not cleaned:
        raise UsageError(f"the {what} is empty", hint="give one, or leave the option out")
    if len(cleaned) > limit:
        raise UsageError(
            f"the {what} has {len(cleaned)} characters",
            hint=f"at most {limit} are kept; shorten it",
        )
    return cleaned


def checked(text: str, *, what: str, limit: int = TEXT_LIMIT) -> str:
    """Return the text in NFC.

    Raises:
        UsageError: it is too long, holds a NUL, or is not valid Unicode.
    """
    if "\0" in text:
        raise UsageError(f"the {what} holds a NUL character", hint="remove it and try again")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(f"the {what} is not valid UTF-8", hint="check its encoding") from None
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)  # which may lengthen it: measured afterwards
    return _within(text, limit, what=what)


def person_name(text: str) -> str:
    """Return a person's name as it is kept; a leading @ only points at somebody.

    Raises:
        UsageError: it is empty, too long, or has no letter.
    """
    name = one_line(text.strip().removeprefix("@"), what="name")
    if not any(map(str.isalpha, name)):
        raise UsageError("that is not a name", hint='a name has letters, such as "Ana Lima"')
    return name


def _within(text: str, limit: int, *, what: str) -> str:
    if len(text) > limit:
        raise UsageError(
            f"the {what} has {len(text)} characters", hint=f"at most {limit} are kept; shorten it"
        )
    return text


def visible(text: str, *, lines: bool = False) -> str:
    """Return the text with control, escape, bidi and hidden characters written out.

    With `lines`, line breaks and tabs stay; otherwise they too are made visible or blank.
    """
    if not lines:
        text = text.replace("\r\n", "\n").replace("\n", " ⏎ ").replace("\t", " ")
    else:
        text = text.replace("\r\n", "\n")
    harmless = text.isascii() and text.replace("\n", "").replace("\t", "").isprintable()
    return text if harmless else re.sub(UNSAFE, _escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return (
        f"\\x{code:02x}"
        if code < 0x100
        else f"\\u{code:04x}"
        if code < 0x10000
        else f"\\U{code:08x}"
    )
