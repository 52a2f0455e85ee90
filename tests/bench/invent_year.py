"""Writes an invented scheme in its tenth month: 500 relationships, 20 sessions each, and what else a year leaves behind.

    python3 invent_year.py DIRECTORY MENTOR [RELATIONSHIPS]

The people are those of generate.py; the program (MENTOR, its path) matches them, and the year is written into records/ as
it would have noted it, which takes it a command for each line. By a seed, but for the marks and keys that every new
register draws for itself.
"""

import csv
import random
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
MATCHED, ACCEPTED = "2027-02-01", "2027-02-08"
SESSIONS = 20
WAYS = ["face to face", "video call", "telephone"]
LEVELS = ["1", "2", "3", "4", "5"]

YEAR = """
[dates]
starts = 2027-02-08
ends = 2028-01-31

[calendar]
division = "england-and-wales"

[sessions]
number = 24
every = "fortnight"
minutes = 60
by = ["face to face", "video call", "telephone"]

[contacts]
first_month = 2
monthly = 1

[visits]
each = 1

[review]
months = 9

[[event]]
name = "Opening day"
kind = "opening day"

[[event]]
name = "Reunion"
months_after_opening = 11

[[measure]]
name = "confidence"
question = "How confident do you feel in your role?"
for = ["mentee"]
stages = ["start", "end"]
scale = ["1", "2", "3", "4", "5"]

[[result]]
name = "still in post"
weeks = [26]

[[outcome]]
name = "People who stay and grow"
measures = ["confidence"]
results = ["still in post"]

[[value.assumption]]
name = "an hour of a mentor"
is = "cost"
per = "hour"
of = "mentor"
low = 20
central = 25
high = 30
source = "invented"
date = 2027-01-01

[[value.assumption]]
name = "somebody who stays"
is = "benefit"
per = "result"
of = "still in post"
low = 900
central = 1200
high = 1500
source = "invented"
date = 2027-01-01
"""


def main():
    directory, mentor = Path(sys.argv[1]), sys.argv[2]
    relationships = int(sys.argv[3]) if len(sys.argv) > 3 else 500
    subprocess.run([sys.executable, HERE / "generate.py", directory, str(relationships)], check=True)
    with (directory / "scheme.toml").open("a", encoding="utf-8") as scheme:
        scheme.write(YEAR)
    for today, words in [(MATCHED, ["match"]), (ACCEPTED, ["accept", "--all"])]:
        command = [mentor, "-C", directory, "--today", today, "--quiet", *words]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    pairs = read(directory / "records" / "relationships.csv")
    write_year(directory / "records", pairs, random.Random(f"mentor year {relationships}"))


def write_year(records, pairs, chance):
    """Every table is a list of rows without their marks and ids, which `write` gives them."""
    start = date.fromisoformat(ACCEPTED)
    sessions, goals, ratings, contacts, visits, answers, results, agreements = ([] for _ in range(8))
    for pair in pairs:
        one, mentee = pair["id"], pair["mentee"]
        for number in range(SESSIONS):
            on = start + timedelta(days=14 * number + 2 + below(chance, 7))
            held = chance.random() < 0.88
            length = ["45", "60", "60", "75", "90"][below(chance, 5)] if held and chance.random() < 0.97 else ""
            rating = str(3 + below(chance, 3)) if held and chance.random() < 0.5 else ""
            sessions.append([one, on, "yes" if held else "no", length, WAYS[below(chance, 3)] if held else "", rating])
        goals.append([one, mentee, start + timedelta(days=10), "2", "5"])
        ratings.append([f"G{len(goals):03}", start + timedelta(days=180 + below(chance, 60)), LEVELS[2 + below(chance, 3)]])
        contacts.append([one, "", start + timedelta(days=30 + below(chance, 200)), "phone", "yes", ""])
        if chance.random() < 0.7:
            visits.append([one, "", start + timedelta(days=60 + below(chance, 100)), "yes"])
        if chance.random() < 0.9:
            answers.append([mentee, "confidence", "", "start", start, LEVELS[1 + below(chance, 3)]])
        if chance.random() < 0.8:
            answers.append([mentee, "confidence", "", "end", start + timedelta(days=260), LEVELS[2 + below(chance, 3)]])
        results.append([mentee, "still in post", "26", start + timedelta(days=182), "yes" if chance.random() < 0.9 else "no"])
        agreements.append([one, start + timedelta(days=7), start + timedelta(days=14) if chance.random() < 0.9 else ""])
    mark = pairs[0]["mark"]
    tables = [
        ("sessions", "S", "relationship,on,held,minutes,by,rating", sessions),
        ("goals", "G", "relationship,person,on,start,target", goals),
        ("ratings", "K", "goal,on,now", ratings),
        ("contacts", "C", "relationship,person,on,by,reached,next", contacts),
        ("visits", "V", "relationship,supporter,on,held", visits),
        ("answers", "W", "person,measure,item,stage,on,answer", answers),
        ("results", "F", "person,result,weeks,on,reached", results),
    ]
    for name, letter, columns, rows in tables:
        rows = [[mark, f"{letter}{number:03}", *row, ""] for number, row in enumerate(rows, 1)]
        write(records / f"{name}.csv", ["mark", "id", *columns.split(","), "removed"], rows)
    write(records / "agreements.csv", ["mark", "relationship", "discussed", "signed"], [[mark, *row] for row in agreements])


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, headings, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(headings)
        out.writerows(rows)


def below(chance, limit):
    return int(chance.random() * limit)


main()
