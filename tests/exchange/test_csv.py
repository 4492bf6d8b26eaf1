"""Tables of people: whatever saved them, every row with a name arrives."""

from __future__ import annotations

import pytest

from exchange.tables import people, written
from reltrack.domain.arrivals import Point, Remark, Yearly
from reltrack.errors import BadDataError, UsageError
from reltrack.exchange import csv
from reltrack.write.bulk import Tally

GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Name Prefix,Nickname,Birthday,Notes,"
    "Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,"
    "Phone 2 - Type,Phone 2 - Value,Address 1 - City,Organization 1 - Name,Organization 1 - Title,"
    "Relation 1 - Type,Relation 1 - Value,Website 1 - Type,Website 1 - Value,"
    "Event 1 - Type,Event 1 - Value"
)
GOOGLE_OLD_ROW = [
    "Dr. Ana Maria Lima", "Ana", "Maria", "Lima", "Dr.", "Nita", "--03-14", "two kids",
    "* myContacts ::: Book Club", "* Home", "ana@x.example ::: lima@x.example", "Mobile",
    "+351 900 000 000", "Home Fax", "+351 900 000 001", "Porto", "Acme", "Engineer",
    "Spouse", "Rui", "Profile", "https://ana.example", "Anniversary", "2010-06-05",
]  # fmt: skip
OUTLOOK = {
    "First Name": "Ana", "Middle Name": "", "Last Name": "Lima", "Title": "Dr.", "Suffix": "Jr.",
    "Web Page": "ana.example", "Gender": "Unspecified", "Birthday": "3/14/1980",
    "Anniversary": "0/0/00", "Internet Free Busy": "", "Notes": "met\nin Rome",
    "E-mail Address": "ana@x.example", "E-mail Type": "SMTP", "E-mail Display Name": "Ana (Acme)",
    "E-mail 2 Address": "lima@x.example", "Home Phone": "1", "Mobile Phone": "2",
    "Business Phone": "3", "Business Fax": "4", "Assistant's Phone": "5", "Home City": "Porto",
    "Business City": "Lisbon", "Company": "Acme", "Job Title": "Engineer", "Spouse": "Rui",
    "Business Street": "Main St 1", "Priority": "Normal", "Categories": "peer;Book Club",
}  # fmt: skip
THUNDERBIRD = {
    "First Name": "Ana", "Last Name": "Lima", "Display Name": "Lima, Ana", "Nickname": "Nita",
    "Primary Email": "ana@x.example", "Secondary Email": "lima@x.example", "Work Phone": "1",
    "Fax Number": "2", "Pager Number": "3", "Mobile Number": "4", "Home City": "Porto",
    "Job Title": "Engineer", "Organization": "Acme", "Web Page 1": "https://ana.example",
    "Birth Year": "1980", "Birth Month": "3", "Birth Day": "14", "Notes": "two kids",
}  # fmt: skip


def test_google() -> None:
    (ana,) = people(f"{GOOGLE_OLD}\n{written(GOOGLE_OLD_ROW)}")
    assert (ana.name, list(ana.aliases)) == ("Ana Maria Lima", ["Dr. Ana Maria Lima", "Nita"])
    assert (ana.company, ana.title, ana.city) == ("Acme", "Engineer", "Porto")
    assert ana.contact_points == [
        Point("email", "ana@x.example", "home"),
        Point("email", "lima@x.example", "home"),
        Point("phone", "+351 900 000 000", "mobile"),
        Point("url", "https://ana.example", "profile"),
    ]
    assert ana.tags == ["book-club"]
    assert ana.dates == [Yearly("birthday", 3, 14), Yearly("anniversary", 6, 5, 2010)]
    assert ana.facts == [Remark("two kids"), Remark("Spouse: Rui")]
    assert ana.source == "import:csv"


def test_google_rows_that_are_out_of_step() -> None:
    header = "First Name,Last Name,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label"
    found = people(
        f"{header},Phone 1 - Value\n"
        "Ana,Lima,,* myContacts ::: Peers,Work,ana@x.example,,\n"
        "Bo,Stone,,* myContacts,,,bo@x.example,,\n"
        "Cy,Wu,* myContacts ::: Peers,,cy@x.example\n"
        "Di\n"
    )
    assert [(one.name, [p.value for p in one.contact_points], one.tags) for one in found] == [
        ("Ana Lima", ["ana@x.example"], ["peers"]),
        ("Bo Stone", ["bo@x.example"], []),
        ("Cy Wu", ["cy@x.example"], ["peers"]),
        ("Di", [], []),
    ]


def test_outlook() -> None:
    tally = Tally()
    (ana,) = people(written([*OUTLOOK], [*OUTLOOK.values()]), tally)
    assert (ana.name, list(ana.aliases)) == ("Ana Lima Jr.", [])
    assert (ana.title, ana.city, ana.tags) == ("Engineer", "Porto", ["peer", "book-club"])
    assert ana.contact_points == [
        Point("url", "ana.example"),
        Point("email", "ana@x.example"),
        Point("email", "lima@x.example"),
        Point("phone", "1", "home"),
        Point("phone", "2", "mobile"),
        Point("phone", "3", "work"),
    ]
    assert ana.dates == [Yearly("birthday", 3, 14, 1980)]
    assert ana.facts == [Remark("met\nin Rome"), Remark("Spouse: Rui")]
    (remark,) = tally.remarks
    assert remark[1] == "columns left out: Business Fax, Assistant's Phone, Business Street"


def test_thunderbird() -> None:
    (ana,) = people(written([*THUNDERBIRD], [*THUNDERBIRD.values()]))
    assert (ana.name, list(ana.aliases)) == ("Ana Lima", ["Nita"])
    assert [point.value for point in ana.contact_points] == [
        "ana@x.example", "lima@x.example", "1", "4", "https://ana.example",
    ]  # fmt: skip
    assert ana.dates == [Yearly("birthday", 3, 14, 1980)]


@pytest.mark.parametrize(
    "header",
    [
        "Vorname;Nachname;Firma;Position;E-Mail-Adresse;Telefon;Wohnort;Geburtstag;Notizen",
        "Vorname;Name;Firma;Funktion;E-Mail;Handy;Ort;Geburtsdatum;Bemerkungen",
        "Prénom;Nom;Société;Fonction;Adresse e-mail;Téléphone;Ville;Date de naissance;Remarques",
        "Nombre;Apellidos;Empresa;Cargo;Correo electrónico;Móvil;Ciudad;Cumpleaños;Notas",
        "Nome;Sobrenome;Empresa;Cargo;E-mail;Telefone;Cidade;Aniversário;Observações",
        "Nome;Cognome;Azienda;Ruolo;Posta elettronica;Cellulare;Città;Data di nascita;Note",
    ],
    ids=["de", "de, Name", "fr", "es", "pt", "it"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_other_languages(header: str, encoding: str) -> None:
    content = f"{header}\r\nZoë;Lima;Acme;Chef;zoe@x.example;+49 1;Köln;14.03.1980;nett\r\n"
    tally = Tally()
    (zoe,) = people(content.encode(encoding), tally)
    assert (zoe.name, zoe.company, zoe.title, zoe.city) == ("Zoë Lima", "Acme", "Chef", "Köln")
    assert [point.kind for point in zoe.contact_points] == ["email", "phone"]
    assert zoe.dates == [Yearly("birthday", 3, 14, 1980)]
    assert zoe.facts == [Remark("nett")]
    said = [reason for _, reason in tally.remarks]
    assert said == (
        ["what is not UTF-8 in it was read as Windows-1252"] if encoding == "cp1252" else []
    )


def test_words_that_mean_two_things() -> None:
    (yara,) = people("Nome;Apelido\nYara;Costa\n")
    assert (yara.name, yara.aliases) == ("Yara Costa", [])
    (yara,) = people("Nome;Sobrenome;Apelido\nYara;Costa;Yaya\n")
    assert (yara.name, yara.aliases) == ("Yara Costa", ["Yaya"])
    (ana,) = people("Nombre;Aniversario\nAna;2010-06-05\n")
    assert ana.dates == [Yearly("anniversary", 6, 5, 2010)]
    (ana,) = people("Name;Title\nAna;Engineer\n")
    assert ana.title == "Engineer"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("before", ["", "sep={}\r\n", "Exported on Monday\r\n\r\n"])
def test_delimiters(delimiter: str, before: str) -> None:
    rows = [["Name", "Company", "Notes"], ["Ana Lima", "Acme; Sons, Ltd | x", "a\nb"]]
    content = before.format(delimiter) + written(*rows, delimiter=delimiter)
    (ana,) = people(content)
    assert (ana.name, ana.company, ana.facts) == (
        "Ana Lima", "Acme; Sons, Ltd | x", [Remark("a\nb")],
    )  # fmt: skip


def test_columns_that_are_named() -> None:
    content = "Who,What,Since,Code\nAna Lima,Engineer,2020-01-02,7\n"
    (ana,) = people(content, name="who", title="What", met_on="Since", id="Code")
    assert (ana.name, ana.title, ana.met_on) == ("Ana Lima", "Engineer", "2020-01-02")
    assert ana.own_identity == "id:7|ana lima"
    (ana,) = people("First Name,Email,Mail\nAna,a@x.example,b@x.example\n", email="Mail")
    assert [point.value for point in ana.contact_points] == ["b@x.example"]
    (ana,) = people("First Name,Last Name,Called\nA.,L.,Ana Lima\n", name="Called")
    assert ana.name == "Ana Lima"


@pytest.mark.parametrize(
    ("columns", "message", "hint"),
    [
        ({"name": "Nobody"}, "there is no column Nobody", "write it as it stands in the header"),
        ({"name": "Who", "city": "x"}, "there is no column x", "the columns are: Who, What"),
        ({"colour": "Who"}, "no such field: colour", "these there are: name, given"),
    ],
)
def test_columns_that_are_not_there(columns: dict[str, str], message: str, hint: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        people("Who,What\nAna,x\n", **columns)
    assert str(caught.value.hint).startswith(hint)


@pytest.mark.parametrize("row", ["Ana Lima,Acme,secret", "Ana,ana@mail.example,secret"])
def test_an_error_tells_nothing_of_a_table_without_a_header(row: str) -> None:
    with pytest.raises(UsageError, match="there is no column Foo") as caught:
        people(f"{row}\n{row}\n", name="Foo")
    assert "Ana" not in f"{caught.value} {caught.value.hint}"


def test_rows_that_are_nobody() -> None:
    tally = Tally()
    found = people(
        "Name,Nickname,Company,Email\n"
        "Ana Lima,,,\n,Bobby,Acme,\n,,Acme,hi@acme.example\n,,,who@x.example\n\n,,,\n"
        "Ana Lima,,,\n,,,who@y.example\n12345,,,\n",
        tally,
    )
    assert [(one.name, one.company) for one in found] == [
        ("Ana Lima", None), ("Bobby", "Acme"), ("Acme", None),
    ]  # fmt: skip
    assert [(place.line, reason) for place, reason in tally.rejected] == [
        (5, "no name"), (9, "no name"), (10, "that is not a name"),
    ]  # fmt: skip
    assert tally.unchanged == 1


def test_addresses_alone_are_nobody_unless_it_is_said() -> None:
    table = "Email\nwho@x.example\n"
    with pytest.raises(BadDataError, match="has no column of names") as refused:
        people(table)
    assert refused.value.hint == 'say which one has them: --map name="Email"'
    assert [one.name for one in people(table, name="Email")] == ["who@x.example"]


def test_dates_in_figures_are_read_in_the_one_order_that_fits() -> None:
    tally = Tally()
    dates = [one.dates for one in people("Name,Birthday\nAna,3/4/1980\nBo,3/14/1980\n", tally)]
    assert dates == [[Yearly("birthday", 3, 4, 1980)], [Yearly("birthday", 3, 14, 1980)]]
    dates = [one.dates for one in people("Name,Birthday\nAna,3/4/1980\nBo,5/5/1980\n", tally)]
    assert dates == [[], [Yearly("birthday", 5, 5, 1980)]]
    ((place, reason),) = tally.remarks
    assert (place.line, reason.startswith("the date may be read in two ways")) == (2, True)


def test_an_id_counts_for_what_it_is_worth() -> None:
    uid = "0198c0de-0000-7000-8000-000000000001"
    ana, bo = people(f"ID,Name\n7,Ana Lima\n{uid},Bo Stone\n")
    assert (ana.own_identity, bo.own_identity) == ("id:7|ana lima", f"id:{uid}")


def test_people_alike_are_told_apart_the_same_way_each_time() -> None:
    rows = "Name,Email,Notes\nAna,,a\nAna,,b\nAna,a@x.example,\n"
    first = [one.likely_identity for one in people(rows)]
    assert len(set(first)) == 3
    assert [one.likely_identity for one in people(rows)] == first


@pytest.mark.parametrize(
    ("head", "recognised"),
    [
        ("Name,Company\nAna,Acme\n", True),
        ("Name\nAna\n", True),
        ("Primary Email\nana@x.example\n", True),
        ("Time,Media Link\n2024-02-01,https://x.example\n", False),
        ("BEGIN:VCARD\nN:Lima;Ana;;;\nEMAIL;TYPE=work:ana@x.example\n", False),
        ('{"name": "Ana", "email": "a@x.example"}\n', False),
        ("From: ana@x.example\nTo: bo@x.example\nSubject: Name\n", False),
        ("Dear all,\nplease find my e-mail below.\n", False),
        ("", False),
    ],
)
def test_what_looks_like_a_table_of_people(head: str, recognised: bool) -> None:
    assert csv.recognises(head) is recognised


def test_files_without_names() -> None:
    with pytest.raises(BadDataError, match="has no column of names"):
        people("Time,Link\n1,2\n")


def test_what_is_hostile_costs_at_most_its_row() -> None:
    tally = Tally()
    rows = [
        "Name,Company",
        "Ana\0,x",
        f"{'x' * 300},y",
        f"Bo,{'z' * 200_000}",
        "Cy,\u202e",
        "Di,a\0",
    ]
    found = people("\n".join(rows), tally)
    assert [(one.name, one.company) for one in found][-2:] == [("Cy", "\u202e"), ("Di", None)]
    assert [place.line for place, _ in tally.rejected] == [2, 3, 4]


def test_one_bad_byte_costs_its_line_alone() -> None:
    tally = Tally()
    rows = "\ufeffName,City\nAna,Évora\n".encode(), b"Bo,Caf\xe9\n", "李小龍,香港\n".encode()
    found = people(b"".join(rows), tally)
    assert [(one.name, one.city) for one in found] == [
        ("Ana", "Évora"), ("Bo", "Café"), ("李小龍", "香港"),
    ]  # fmt: skip
    assert [reason for _, reason in tally.remarks] == [
        "what is not UTF-8 in it was read as Windows-1252"
    ]
    with pytest.raises(BadDataError, match="is not UTF-8 text"):
        people("Name\nAna\n".encode("utf-16") + b"\n")
