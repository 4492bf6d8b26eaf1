"""A year of somebody's life with a handful of people, as it was typed, day by day.

A line is a day of 2026 and a command; `word =` before it keeps the number of what it made, and
`{word}` says that number. `{folder}` is where the files to import lie.
"""

from __future__ import annotations

CONNECTIONS = """\
First Name,Last Name,URL,Email Address,Company,Position,Connected On
Gus,Hale,https://network.example/gus,gus@hale.example,Hale Bricks,Owner,12 Mar 2024
Hana,Ito,https://network.example/hana,,Ito Studio,Painter,03 Sep 2021
Ivo,Blum,https://network.example/ivo,,Blum & Sons,Sales,19 Jan 2020
"""

YEAR = """
01-02 circle friend --every 40d
01-02 circle customer --every 25d
01-02 circle mentor --every 50d
01-02 add "Ada Brandt" --circle friend --birthday 1984-02-10 --city Lisbon
01-02 add "Ben Okoro" --circle customer --birthday august --company "Okoro Tiles"
01-02 add "Cleo Marsh" --circle friend --every 20d --birthday "24 dec"
01-02 add "Dov Peretz"
01-02 add "Eva Lindqvist" --birthday 1988-02-29
01-02 add "Finn Adler" --circle mentor
01-02 occasion finn anniversary 2016-07-11 --label "founded his school" --lead 2w
01-05 log "Coffee with Ada, she is learning the cello #music"
01-07 log "Called Ben about the spring order" --asked --out
01-08 log "E-mail from Cleo, a question on glazes" --in
01-10 log "E-mailed Cleo the answer" --out
01-12 log "Lunch with Dov"
01-14 note ada "two sons, the elder plays chess #chess"
01-15 log "Letter from Finn" --in
01-17 chart = promise ben "send the colour chart" --by 2026-01-28
01-19 log "Post on the kiln" --broadcast --promoted
01-20 log "Liked Eva's photo" -w eva
01-22 log "Called Dov"
01-24 log "Coffee with Cleo" --gave
01-26 plan eva "the museum" --by 2026-02-20

02-02 log "E-mailed Finn, thanks for the letter" --out
02-03 log "Sent the colour chart" -w ben -v email --done {chart}
02-05 marathon = congrats dov "his first marathon"
02-07 log "Met Ada and Cleo for dinner"
02-09 feedback = waiting ben "his feedback on the chart" --by 2026-02-20
02-11 log "Called Dov"
02-14 log "Newsletter on glazes" --broadcast
02-16 skip eva --because awkward --until 2026-03-02
02-17 log "Coffee with Ada" --on 2026-02-16
02-19 log "Message from Ben, could we meet?" --in
02-21 note finn "writes a book on clay #books"
02-23 log "Coffee with Finn"
02-23 undo
02-24 log "Call with Cleo" --on yesterday --asked
02-26 reply dov "his question on cones"

03-01 log "Wrote to Eva for her birthday" -v message --out
03-03 done {marathon}
03-04 log "E-mailed Dov about cones" --out
03-05 log "Lunch with Ben"
03-09 edit eva --circle friend
03-10 log "Coffee with Finn" --fact "his kiln is forty years old"
03-12 plan finn "visit the kiln"
03-14 book = promise cleo "lend her the book on salt glaze"
03-16 log "Post on the spring market" --broadcast --promoted
03-18 ada = log "Called Ada"
03-19 amend {ada} --on 2026-03-17
03-20 log "Message from Ben with his feedback" --in --answered --done {feedback}
03-23 skip dov --because busy
03-25 log "Visited Eva" --gave
03-27 share "Why salt glaze sparkles" --about glaze --to cleo

04-01 import linkedin {folder}/connections.csv
04-02 log "Lent her the book" -w cleo --done {book}
04-06 log "Call from Ada" --in
04-08 log "Visited Finn at the kiln"
04-10 skip dov --because busy
04-13 log "Asked for a reference" -w ben -v call --asked --out
04-15 tiles = intro ben finn --why "tiles for his school" --made
04-18 occasion cleo other "18 apr" --label "name day"
04-22 log "Coffee with Hana Ito, she paints tiles"
04-25 skip dov --because nothing-to-say
04-27 log "Post on the kiln opening" --broadcast --promoted

05-02 triage gus --every 60d
05-04 triage ivo --archive
05-05 log "E-mailed Cleo for her name day, late" --out
05-08 intro {tiles} --met 2026-05-06
05-11 log "Coffee with Dov"
05-13 log "E-mail from Eva, an invitation" --in
05-14 photos = promise eva "photographs of the visit" --by 2026-05-27
05-16 log "Met Hana and Gus at the fair"
05-18 plan ada "the cello evening" --by 2026-06-12
05-20 log "Newsletter for the summer" --broadcast
05-22 log "Called Ben" --asked --out
05-25 rename finn "Finn Adler Roth"
05-27 wrong = log "Coffee with Eva"
05-28 delete {wrong} --yes

06-01 log "E-mailed Eva, yes, and the photographs" --out --done {photos}
06-03 log "Called Cleo"
06-05 log "E-mail from Ada, introducing Jun Park" -w ada --in --answered
06-05 add "Jun Park" --company "Park Ceramics"
06-05 jun = intro jun --from ada
06-08 log "Coffee with Jun"
06-12 log "Dinner with Ada"
06-15 log "Message from Hana, a question on cobalt" --in
06-16 log "Wrote to Hana about cobalt" -v message --out
06-18 skip gus --until 2026-07-15 --because other
06-20 log "Post on cobalt" --broadcast --promoted
06-22 slip = waiting jun "a sample of her slip"
06-25 log "Coffee with Finn" --on 2026-06-02
06-26 log "Called Ben" --gave --out

07-01 intro {jun} --thanked
07-02 circle peer hana jun --every 35d
07-03 log "Coffee with Cleo"
07-06 log "E-mail from Jun with her sample" --in --answered --done {slip}
07-10 log "Called Finn for the anniversary"
07-13 log "Lunch with Dov"
07-15 log "Liked Ben's tiles" -w ben
07-16 pit = promise dov "the address of the clay pit" --by 2026-07-20
07-19 log "Message from Eva" --in
07-20 log "Wrote to Eva" -v message --out
07-27 log "Post on the summer kiln" --broadcast --promoted
07-27 undo
07-27 redo
07-29 skip ada --because busy

08-03 log "Called Ben" --gave --out
08-03 log "Dinner with Ada and Cleo"
08-06 rhythms --apply cleo
08-10 archive gus
08-12 log "E-mailed Hana" --asked --out
08-14 log "Talk at the craft fair" --broadcast --promoted
08-17 exhibition = congrats jun "her first exhibition"
08-18 log "Visited her exhibition" -w jun --done {exhibition}
08-19 log "Liked Eva's drawing" -w eva
08-20 cobalt = intro hana dov --why "both test cobalt"
08-24 log "Coffee with Dov"
08-26 luthier = waiting ada "the number of her luthier" --by 2026-08-28
08-28 log "Letter from Finn" --in
08-30 plan hana "the glass museum" --by 2026-09-15

09-01 intro {cobalt} --made
09-02 log "E-mailed Finn" --out
09-04 delete {pit} --yes
09-08 log "Coffee with Eva"
09-09 log "Call from Ben" --in
09-11 skip cleo --because awkward
09-14 import linkedin {folder}/connections.csv
09-15 log "Message from Ada, the number of her luthier" --in --answered --done {luthier}
09-16 note hana "moving to Porto in spring #porto"
09-18 log "Visited Jun and Hana"
09-21 guild = promise jun "a letter to the guild" --by 2026-10-02
09-23 studio = occasion eva milestone yesterday --label "a new studio"
09-24 log "Liked Finn's post" -w finn
09-25 log "Newsletter on autumn" --broadcast
09-26 skip cleo --because busy --until 2026-10-10
09-28 reply hana "about the move"
09-29 share "A guide to the kilns of Porto" --about porto --to hana

10-01 log "Wrote the letter to the guild" -w jun -v message --out --done {guild}
10-05 log "Lunch with Eva, the new studio" --done {studio}
10-07 log "Coffee with Hana and Dov" --done {cobalt}
10-12 skip cleo --because not-important
10-14 unarchive gus
10-15 log "E-mail from Gus, an old bill" --in
10-16 done gus
10-19 log "Post on the winter market" --broadcast --promoted
10-21 log "Called Ada" --asked --out
10-22 edit finn --birthday 1970-11-03
10-24 order = waiting ben "the signed order"
10-27 ben = log "Call with Ben"
10-28 amend {ben} --on 2026-10-26 --out
10-29 log "Liked Gus's bricks" -w gus
10-30 plan cleo "make up over coffee" --by 2026-11-05

11-03 log "Called Finn for his birthday"
11-05 log "Coffee with Cleo"
11-09 log "E-mailed Ben about the order" --out
11-12 tickets = promise ada "tickets for the concert" --by 2026-12-01
11-13 log "Lunch with Gus"
11-16 circle peer dov
11-17 log "Message from Jun" --in
11-18 log "Message to Jun" --out
11-20 log "Post on gifts" --broadcast --promoted
11-23 share "The long history of cobalt" --about cobalt --to jun --on 2026-11-22
11-24 thirty = congrats ben "thirty years of Okoro Tiles"
11-26 skip gus --because busy
11-28 note cleo "cannot eat wheat #food"

12-01 log "Sent the tickets" -w ada -v letter --out --done {tickets}
12-03 log "Called Ben, thirty years" --out --done {thirty}
12-04 done {order}
12-07 log "Coffee with Eva and Hana"
12-10 log "E-mail from Dov" --in
12-14 intro eva jun --why "exhibitions" --made 2026-12-13
12-16 log "Newsletter of the year" --broadcast --promoted
12-20 log "Cards for the new year" -w finn -w jun -v letter --out
12-21 promise finn "a jar of the blue glaze" --by 2027-01-02
12-24 log "Message to Cleo" --out
12-28 plan dov "a walk in the new year"
12-29 log "Visited Ada" --gave
12-30 occasion dov birthday 1979-01-15
"""
