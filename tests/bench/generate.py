"""Writes an invented scheme: people/mentees.csv, people/mentors.csv and scheme.toml.

    python3 generate.py DIRECTORY PEOPLE [SEED]

Everybody is made up by a seeded generator: the same number of people and seed give the same bytes on every machine.
Eight criteria of 100 points together give scores as real forms do: many ties, no two questions alike. One answer in
fifty is missing.
"""

import csv
import random
import sys
from pathlib import Path

SKILLS = [
    "Appraisals", "Budgets", "Career planning", "Change", "Coaching", "Commissioning", "Conflict", "Data", "Delegation",
    "Difficult talks", "Digital tools", "Governance", "Induction", "Inspection", "Negotiation", "Networking",
    "Presenting", "Project work", "Recruitment", "Research", "Strategy", "Supervision", "Time", "Writing",
]
GRADES = ["Assistant", "Officer", "Senior officer", "Team leader", "Manager", "Head of service", "Director"]
DEPARTMENTS = [
    "Adult care", "Children", "Customer service", "Education", "Finance", "Highways", "Housing", "Legal", "Libraries",
    "Parks", "People and pay", "Planning",
]
AREAS = ["Central", "Coast", "Dales", "East", "Fells", "North", "Ribble", "South", "Vale", "West"]
CHANNELS = ["In person", "Online", "Telephone"]
LANGUAGES = ["English", "Polish", "Punjabi", "Sign language", "Urdu", "Welsh"]
PROFESSIONS = [
    "Accountancy", "Architecture", "Care work", "Data science", "Engineering", "Human resources", "Law", "Librarianship",
    "Nursing", "Planning", "Policy", "Procurement", "Property", "Psychology", "Social work", "Teaching",
]
SLOTS = [f"{day} {half}" for day in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"] for half in ["am", "pm"]]

FIRST = [
    "Aisha", "Alan", "Beth", "Carl", "Dana", "Elif", "Femi", "Grace", "Hana", "Imran", "Joan", "Kofi", "Lena", "Maya",
    "Noor", "Owen", "Priya", "Quinn", "Rosa", "Sam", "Tariq", "Una", "Vera", "Wes", "Yusuf", "Zoe",
]
LAST = [
    "Adeyemi", "Barker", "Chowdhury", "Dean", "Ellis", "Farooq", "Gill", "Hughes", "Islam", "Jones", "Khan", "Lewis",
    "Mistry", "Nowak", "O'Neill", "Patel", "Quirk", "Reid", "Shah", "Turner", "Usman", "Vaughan", "Walsh", "Young",
]

HEADINGS = {
    "submitted": "Timestamp",
    "name": "Your name",
    "email": "E-mail address",
    "grade": "Which grade are you?",
    "department": "Which department are you in?",
    "area": "Where are you based?",
    "channel": "How would you like to meet?",
    "language": "In which language?",
    "profession": "What is your profession?",
    "availability": "When are you free?",
}
SEEKS = "What would you like help with?"
OFFERS = "What can you help with?"

SCHEME = """\
# Invented people for the benchmark; see tests/bench/README.md.
format = 1
name = "Benchmark of {people} people"
form = "one-to-one"
aim = "most-people"
invented = true

[fields]
seeks = {{ kind = "list", options = {skills}, separator = ";" }}
offers = {{ kind = "list", options = {skills}, separator = ";" }}
grade = {{ kind = "scale", options = {grades} }}
department = {{ kind = "choice", options = {departments} }}
area = {{ kind = "choice", options = {areas} }}
channel = {{ kind = "list", options = {channels}, separator = ";" }}
language = {{ kind = "choice", options = {languages} }}
profession = {{ kind = "choice", options = {professions} }}
availability = {{ kind = "availability", options = {slots}, separator = ";" }}

[[source]]
file = "people/mentees.csv"
role = "mentee"
date_order = "ymd"
[source.columns]
seeks = "{seeks}"
{columns}

[[source]]
file = "people/mentors.csv"
role = "mentor"
date_order = "ymd"
[source.columns]
offers = "{offers}"
{columns}

[[criterion]]
kind = "covers"
name = "skills"
mentee = "seeks"
mentor = "offers"
points = 30

[[criterion]]
kind = "gap"
field = "grade"
points = 15
by_gap = {{ "1" = 15, "2" = 12, "3" = 6, "0" = 4 }}

[[criterion]]
kind = "different"
field = "department"
points = 8

[[criterion]]
kind = "same"
field = "area"
points = 10

[[criterion]]
kind = "overlap"
field = "channel"
full_at = 1
points = 10

[[criterion]]
kind = "same"
field = "language"
points = 7

[[criterion]]
kind = "same"
field = "profession"
points = 10

[[criterion]]
kind = "availability"
field = "availability"
full_at = 3
points = 10
"""


def main():
    directory, people = Path(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(f"mentor {people} {sys.argv[3] if len(sys.argv) > 3 else 1}")
    (directory / "people").mkdir(parents=True, exist_ok=True)
    write(directory / "people" / "mentees.csv", SEEKS, [person(chance, n, False) for n in range(people)])
    write(directory / "people" / "mentors.csv", OFFERS, [person(chance, n, True) for n in range(people)])
    (directory / "scheme.toml").write_text(scheme(people), encoding="utf-8")


def scheme(people):
    def words(options):
        return "[" + ", ".join(f'"{option}"' for option in options) + "]"

    return SCHEME.format(
        people=people, seeks=SEEKS, offers=OFFERS, skills=words(SKILLS), grades=words(GRADES),
        departments=words(DEPARTMENTS), areas=words(AREAS), channels=words(CHANNELS), languages=words(LANGUAGES),
        professions=words(PROFESSIONS), slots=words(SLOTS),
        columns="\n".join(f'{field} = "{heading}"' for field, heading in HEADINGS.items()),
    )


def write(path, skills, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow([*HEADINGS.values(), skills])
        out.writerows(rows)


def person(chance, number, mentor):
    first, last = pick(chance, FIRST), pick(chance, LAST)
    address = f"{first}.{last.replace(chr(39), '')}.{'r' if mentor else 'e'}{number}@example.org".lower()
    grade = min(6, 2 + below(chance, 5)) if mentor else below(chance, 5)
    answers = [
        GRADES[grade],
        popular(chance, DEPARTMENTS),
        popular(chance, AREAS),
        several(chance, CHANNELS, 1 + below(chance, 2)),
        "English" if chance.random() < 0.8 else pick(chance, LANGUAGES),
        popular(chance, PROFESSIONS),
        several(chance, SLOTS, 1 + below(chance, 5)),
        several(chance, SKILLS, 3 + below(chance, 4) if mentor else 2 + below(chance, 3)),
    ]
    answers = ["" if chance.random() < 0.02 else answer for answer in answers]
    minute = below(chance, 30 * 24 * 60)
    sent = f"2027-01-{1 + minute // 1440:02} {minute // 60 % 24:02}:{minute % 60:02}:00"
    return [sent, f"{first} {last}", address, *answers]


# Only `random()` gives the same numbers in every version of Python, so all choices are made of it.
def below(chance, limit):
    return int(chance.random() * limit)


def pick(chance, options):
    return options[below(chance, len(options))]


def popular(chance, options):
    """The first options are chosen more often than the last."""
    return options[int(chance.random() ** 1.6 * len(options))]


def several(chance, options, count):
    left, chosen = list(options), []
    for _ in range(count):
        chosen.append(left.pop(int(chance.random() ** 1.3 * len(left))))
    return ";".join(sorted(chosen, key=options.index))


main()
