"""What somebody with pandas, python-docx and openpyxl would write over the same tables; one job a process.

    python3 peer_year.py table|document|documents|book DIRECTORY OUTPUT

All read records/sessions.csv and records/relationships.csv and the names of the people, and work out for each relationship
how many sessions were held, how long they were together and when the last one was.
"""

import sys
from pathlib import Path

import pandas


def main():
    job, directory, output = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    table = grouped(directory)
    if job == "table":
        table.to_csv(output, index=False)
    elif job == "book":
        table.to_excel(output, index=False, engine="openpyxl")
    elif job == "document":
        one_document(table).save(output)
    else:
        output.mkdir()
        for row in table.itertuples():
            an_agreement(row).save(output / f"{row.id}.docx")


def grouped(directory):
    records = directory / "records"
    pairs = pandas.read_csv(records / "relationships.csv")[["id", "mentor", "mentee"]]
    register = pandas.read_csv(directory / "private" / "register.csv")[["id", "identity"]].set_index("id")["identity"]
    people = pandas.concat(pandas.read_csv(directory / "people" / f"{role}s.csv") for role in ["mentor", "mentee"])
    names = people.drop_duplicates("E-mail address").set_index("E-mail address")["Your name"]
    for role in ["mentor", "mentee"]:
        pairs[role] = pairs[role].map(register).map(names)
    sessions = pandas.read_csv(records / "sessions.csv")
    held = sessions[sessions["held"] == "yes"].groupby("relationship")
    sums = held.agg(held=("id", "count"), minutes=("minutes", "sum"), last=("on", "max"))
    sums["not_held"] = sessions[sessions["held"] == "no"].groupby("relationship")["id"].count()
    return pairs.merge(sums, left_on="id", right_index=True, how="left").fillna({"not_held": 0})


def one_document(table):
    """A page a relationship, with four lines."""
    import docx

    document = docx.Document()
    for row in table.itertuples():
        fill(document, row)
        document.add_page_break()
    return document


def an_agreement(row):
    """Somewhat less than an agreement of ours: 22 paragraphs and a table."""
    import docx

    document = docx.Document()
    fill(document, row)
    for _ in range(18):
        document.add_paragraph("What we agree about our sessions, and what we keep to ourselves and what we cannot.")
    table = document.add_table(rows=4, cols=4)
    for cells in table.rows:
        for cell in cells.cells:
            cell.text = "Goal"
    return document


def fill(document, row):
    document.add_heading(f"Mentoring: {row.id}", 1)
    document.add_paragraph(f"{row.mentee} with {row.mentor}")
    document.add_paragraph(f"{row.held} sessions were held, {row.minutes} minutes; the last on {row.last}.")
    document.add_paragraph(f"{row.not_held} were not held.")


main()
