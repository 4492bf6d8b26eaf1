"""What address books call their columns, in English and five more languages, as `fold` leaves it.

Where a word means one thing here and another there (`Nom`, `Aniversario`), columns.py decides by
the other columns.
"""

from __future__ import annotations


def _lines(words: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in words.split("|"))


WORDS: dict[str, tuple[str, ...]] = {
    "name": _lines(
        "full name|fullname|display name|contact name|name|contact|person|anzeigename|"
        "vollstandiger name|nom complet|nom|nom affiche|nombre completo|nombre y apellidos|nombre|"
        "nome completo|nome e cognome|nome visualizzato|nome"
    ),
    "given": _lines(
        "first name|firstname|given name|givenname|forename|vorname|prenom|primer nombre|"
        "nombre de pila|primeiro nome|nome proprio"
    ),
    "middle": _lines(
        "middle name|additional name|additional names|weitere vornamen|zweiter vorname|"
        "deuxieme prenom|segundo nombre|nome do meio|secondo nome"
    ),
    "family": _lines(
        "last name|lastname|family name|familyname|surname|nachname|familienname|"
        "nom de famille|apellidos|apellido|sobrenome|ultimo nome|cognome"
    ),
    "suffix": _lines("name suffix|suffix|suffixe|sufijo|sufixo|suffisso"),
    "nickname": _lines(
        "nickname|nick name|nick|short name|spitzname|surnom|apodo|alcunha|soprannome"
    ),
    "aliases": _lines("aliases|alias|also known as"),
    "file as": _lines("file as|speichern unter|classer sous|archivar como"),
    "company": _lines(
        "company|company name|organization|organization name|organization 1 name|organisation|"
        "employer|firma|unternehmen|arbeitgeber|societe|entreprise|empresa|compania|organizacion|"
        "organizacao|azienda|societa|ditta"
    ),
    "title": _lines(
        "job title|jobtitle|position|organization title|organization 1 title|role|title|"
        "occupation|profession|beruf|funktion|fonction|poste|intitule du poste|cargo|puesto|"
        "ruolo|posizione|mansione|qualifica"
    ),
    "city": _lines(
        "city|town|home city|address 1 city|business city|work city|address 2 city|other city|"
        "wohnort|stadt|ort|ort privat|ort geschaftlich|ville|localite|ville (domicile)|"
        "ville (bureau)|ciudad|localidad|cidade|localidade|citta|location"
    ),
    "birthday": _lines(
        "birthday|birth date|birthdate|date of birth|dob|geburtstag|geburtsdatum|"
        "date de naissance|naissance|anniversaire|cumpleanos|fecha de nacimiento|"
        "data de nascimento|nascimento|data di nascita|compleanno"
    ),
    "anniversary": _lines(
        "anniversary|wedding anniversary|jahrestag|hochzeitstag|anniversaire de mariage"
    ),
    "tags": _lines(
        "tags|tag|labels|label|group membership|groups|group|categories|category|kategorien|"
        "kategorie|gruppen|gruppe|groupes|groupe|etiquettes|categorias|categoria|grupos|grupo|"
        "etiquetas|etichette|categorie|gruppi|gruppo"
    ),
    "notes": _lines(
        "notes|note|comments|comment|remarks|description|notizen|notiz|bemerkungen|bemerkung|"
        "anmerkungen|remarques|commentaires|notas|nota|observacoes|observaciones|comentarios|"
        "commenti|osservazioni"
    ),
    "met_on": _lines("met on|met|met_on|date met|first met|connected on|kennengelernt am"),
    "how_met": _lines("how met|how we met|how_met"),
    "id": _lines("uid|uuid|id|contact id|identifier"),
    "other contacts": _lines("other contacts"),
    "birth year": _lines("birth year|geburtsjahr|annee de naissance"),
    "birth month": _lines("birth month|geburtsmonat|mois de naissance"),
    "birth day": _lines("birth day|geburtstag (tag)|jour de naissance"),
}
"""For each field the columns it may be in, the best first."""

FACTS = frozenset(
    _lines(
        "spouse|children|hobby|hobbies|referred by|partner|partner name|assistants name|"
        "managers name|kinder|partner/partnerin|ehepartner|conjoint|enfants|conyuge|hijos|"
        "conjuge|filhos|coniuge|figli"
    )
)
"""Columns that say something worth remembering, which their own header explains."""

POINTS: dict[str, frozenset[str]] = {
    "email": frozenset(
        _lines("email|emails|e mail|mail|mails|courriel|correo|posta elettronica|mailadresse")
    ),
    "phone": frozenset(
        _lines(
            "phone|phones|telephone|tel|mobile|cell|cellphone|telefon|telefonnummer|handy|mobil|"
            "mobiltelefon|rufnummer|portable|telefono|movil|telefone|celular|telemovel|cellulare"
        )
    ),
    "url": frozenset(
        _lines(
            "url|urls|website|web site|web page|webpage|homepage|home page|webseite|linkedin|"
            "site web|pagina web|sito web|sito|site|internetseite|page web"
        )
    ),
}
"""Words one of which a column holds that has addresses, numbers or pages of somebody."""

OTHERWISE = frozenset(
    _lines(
        "fax|telefax|pager|assistant|assistants|callback|telex|isdn|tty|tdd|radio|type|label|name|"
        "free|internet|phonetic|note|notes|date|time"
    )
)
"""Words that say such a column has something else."""

LABELS = {
    word: label
    for label, words in {
        "home": "home personal private privat domicile casa particular residencial abitazione",
        "work": "work business office company geschaftlich dienstlich bureau trabajo trabalho"
        " comercial lavoro ufficio",
        "mobile": "mobile cell cellphone handy mobil mobiltelefon portable movil celular telemovel"
        " cellulare",
        "other": "other andere autre otro outro altro",
        "linkedin": "linkedin",
    }.items()
    for word in words.split()
}
"""Words that say which of somebody's addresses or numbers a column has."""

UNSAID = frozenset(
    _lines(
        "gender|sensitivity|priority|private|initials|language|directory server|"
        "billing information|mileage|photo|yomi name|given name yomi|family name yomi|"
        "additional name yomi|phonetic first name|phonetic middle name|phonetic last name|"
        "name prefix|maiden name|e mail type|e mail 2 type|e mail 3 type|e mail display name|"
        "e mail 2 display name|e mail 3 display name|slug|title|"
        "rejected because"
    )
)
"""Columns that are left out without a word."""
