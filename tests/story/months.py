"""What the program should say on the evening of each month's last day, worked out by hand."""

from __future__ import annotations

DUE = """
01-31 dated Finn Adler 3.00: reply 3.00, quiet 0.32
01-31 dated Ben Okoro 2.43: promise 2.43, quiet 0.96

02-28 dated Ben Okoro 2.29: reply 2.29, waiting 1.27, quiet 0.36
02-28 dated Eva Lindqvist 2.00: occasion 2.00, plan 1.27, quiet 0.63
02-28 dated Dov Peretz 1.29: reply 1.29, occasion 1.00, quiet 0.36

03-31 dated Cleo Marsh 2.43: promise 2.43, quiet 0.20
03-31 quiet Finn Adler 1.17: plan 1.17, quiet 0.42

04-30 dated Cleo Marsh 1.40: quiet 1.40, occasion 1.14
04-30 dated Finn Adler 1.07: introduction 1.07, quiet 0.44
04-30 dated Ben Okoro 1.07: introduction 1.07, quiet 0.68

05-31 dated Eva Lindqvist 3.00: reply 3.00, promise 2.57, quiet 0.45
05-31 quiet Ada Brandt 1.38: quiet 1.38
05-31 quiet Cleo Marsh 1.30: quiet 1.30
05-31 quiet Finn Adler Roth 1.06: quiet 1.06

06-30 dated Ada Brandt 2.79: introduction 2.79, quiet 0.45
06-30 dated Finn Adler Roth 1.21: occasion 1.21, quiet 0.56
06-30 quiet Cleo Marsh 1.35: quiet 1.35

07-31 dated Dov Peretz 3.00: promise 3.00, quiet 0.25
07-31 quiet Ben Okoro 1.40: quiet 1.40
07-31 quiet Cleo Marsh 1.40: quiet 1.40
07-31 quiet Hana Ito 1.29: quiet 1.29
07-31 quiet Gus Hale 1.27: quiet 1.27

08-31 dated Dov Peretz 3.00: promise 3.00, quiet 0.10
08-31 dated Finn Adler Roth 1.43: reply 1.43, quiet 0.06
08-31 dated Ada Brandt 1.10: waiting 1.10, quiet 0.70
08-31 quiet Ben Okoro 1.12: quiet 1.12
08-31 quiet Eva Lindqvist 1.05: quiet 1.05
08-31 quiet Cleo Marsh 1.00: quiet 1.00

09-30 dated Dov Peretz 2.07: introduction 2.07, quiet 0.51
09-30 dated Hana Ito 2.07: introduction 2.07, quiet 0.03
09-30 dated Eva Lindqvist 1.43: occasion 1.43, quiet 0.55
09-30 dated Jun Park 1.00: promise 1.00, quiet 0.34

10-31 dated Finn Adler Roth 1.57: occasion 1.57, quiet 1.18
10-31 quiet Cleo Marsh 3.18: quiet 3.18

11-30 dated Ben Okoro 1.77: waiting 1.77, occasion 1.57, quiet 0.84
11-30 dated Ada Brandt 1.00: promise 1.00, quiet 1.00
11-30 quiet Dov Peretz 1.54: quiet 1.54
11-30 quiet Hana Ito 1.54: quiet 1.54
11-30 quiet Eva Lindqvist 1.40: quiet 1.40

12-31 dated Dov Peretz 3.00: reply 3.00, quiet 0.60
12-31 dated Eva Lindqvist 1.29: introduction 1.29, quiet 0.60
12-31 dated Jun Park 1.29: introduction 1.29, quiet 0.31
12-31 dated Finn Adler Roth 1.00: promise 1.00, quiet 0.22
12-31 quiet Ben Okoro 1.12: quiet 1.12
"""

OCCASIONS = """
01-31 Ada Brandt, birthday, 2026-02-10, 42
01-31 Eva Lindqvist, birthday, 2026-02-28, 38
02-28 Dov Peretz, his first marathon, 2026-02-05, 0
02-28 Eva Lindqvist, birthday, 2026-02-28, 38
04-30 Cleo Marsh, name day, 2026-04-18, -
06-30 Finn Adler Roth, founded his school, 2026-07-11, 10
07-31 Ben Okoro, birthday, 2026-08-01, -
09-30 Eva Lindqvist, a new studio, 2026-09-22, 0
10-31 Finn Adler Roth, birthday, 2026-11-03, 56
11-30 Ben Okoro, thirty years of Okoro Tiles, 2026-11-24, 0
11-30 Cleo Marsh, birthday, 2026-12-24, -
12-31 Dov Peretz, birthday, 2027-01-15, 48
"""

# Entries; gave, asked, promoted, unmarked, and the share that is marked; own promotion and its
# share; from me, from them; conversations, broadcasts, touches: of all that was written so far.
BALANCE = """
01-31 10  1 1 1  7 0.30   1 0.10   2  2   8  1 1
02-28 18  1 2 1 14 0.22   2 0.11   3  3  15  2 1
03-31 27  3 2 2 20 0.26   3 0.11   6  4  23  3 1
04-30 33  3 3 3 24 0.27   4 0.12   7  5  28  4 1
05-31 39  3 4 3 29 0.26   5 0.13   9  6  33  5 1
06-30 49  4 4 4 37 0.24   6 0.12  12  8  42  6 1
07-31 57  4 4 5 44 0.23   7 0.12  13 10  48  7 2
08-31 65  5 5 6 49 0.25   8 0.12  15 11  54  8 3
09-30 73  6 5 6 56 0.23   9 0.12  17 13  60  9 4
10-31 81  6 6 7 62 0.23  10 0.12  20 14  66 10 5
11-30 89  7 6 8 68 0.24  11 0.12  23 15  73 11 5
12-31 97  8 6 9 74 0.24  12 0.12  27 16  80 12 5
"""

REVIEW = """
01-31 people: Cleo 3, Dov 2, Finn 1, Ben 1, Ada 1
01-31 promised: send the colour chart
02-28 people: Cleo 2, Ben 2, Ada 2, Dov 1, Finn 1
02-28 kept: send the colour chart
02-28 skips: Eva awkward
03-31 people: Eva 2, Ben 2, Cleo 1, Ada 1, Finn 1, Dov 1
03-31 promised: lend her the book on salt glaze
03-31 skips: Dov busy
04-30 people: Hana 1, Ben 1, Finn 1, Ada 1, Cleo 1
04-30 kept: lend her the book on salt glaze
04-30 skips: Dov busy, Dov nothing-to-say
05-31 people: Ben 1, Gus 1, Hana 1, Eva 1, Dov 1, Cleo 1
05-31 promised: photographs of the visit
05-31 without: mentor
06-30 people: Hana 2, Ada 2, Ben 1, Jun 1, Cleo 1, Finn 1, Eva 1
06-30 kept: photographs of the visit
06-30 skips: Gus other
07-31 people: Eva 2, Dov 1, Finn 1, Jun 1, Cleo 1
07-31 promised: the address of the clay pit
07-31 skips: Ada busy
07-31 without: customer
08-31 people: Finn 1, Dov 1, Jun 1, Hana 1, Ada 1, Ben 1, Cleo 1
09-30 people: Hana 2, Jun 1, Ada 1, Ben 1, Eva 1, Finn 1
09-30 promised: a letter to the guild
09-30 skips: Cleo awkward, Cleo busy
10-31 people: Ben 1, Ada 1, Gus 1, Dov 1, Hana 1, Eva 1, Jun 1
10-31 kept: a letter to the guild
10-31 skips: Cleo not-important
10-31 without: mentor
11-30 people: Jun 3, Gus 1, Ben 1, Cleo 1, Finn 1
11-30 promised: tickets for the concert
11-30 skips: Gus busy
12-31 people: Ada 2, Cleo 1, Finn 1, Jun 1, Dov 1, Eva 1, Hana 1, Ben 1
12-31 promised: a jar of the blue glaze
12-31 kept: tickets for the concert
"""

# The days that are meant, and the days that are lived: the middle one of the latest nine gaps.
RHYTHMS = """
01-31 Cleo 20 8, Ada 40 -, Ben 25 -, Finn 50 -
02-28 Ada 40 21, Cleo 20 14, Ben 25 21.5, Finn 50 -
03-31 Finn 50 27, Ben 25 15.5, Cleo 20 14, Ada 40 29, Eva 40 -
04-30 Finn 50 29, Ada 40 24.5, Ben 25 16, Cleo 20 14, Eva 40 -
05-31 Finn 50 29, Ada 40 24.5, Cleo 20 14, Ben 25 20, Eva 40 36.5, Gus 60 -
06-30 Eva 40 24, Ada 40 24.5, Finn 50 32.5, Cleo 20 15, Ben 25 24, Gus 60 -
07-31 Eva 40 24, Ada 40 24.5, Hana 35 24, Finn 50 36, Cleo 20 16, Ben 25 24, Gus 60 -, Jun 35 -
08-31 Eva 40 24, Ada 40 29, Finn 50 37, Hana 35 27, Cleo 28 29, Ben 25 25.5, Jun 35 35.5
09-30 Finn 50 36, Hana 35 27, Ada 40 31, Jun 35 31, Eva 40 36, Ben 25 27, Cleo 28 29
10-31 Eva 40 27, Hana 35 24, Ben 25 35, Finn 50 36, Ada 40 33, Jun 35 29.5, Cleo 28 29, Gus 60 -
11-30 Gus 60 90.5, Eva 40 27, Hana 35 24, Ben 25 35, Finn 50 37, Jun 35 28, \
Ada 40 33, Dov 35 42, Cleo 28 30
12-31 Gus 60 90.5, Ben 25 35, Finn 50 38, Hana 35 27, Jun 35 28, Dov 35 43, \
Ada 40 36, Cleo 28 31, Eva 40 37.5
"""
