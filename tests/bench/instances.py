"""Makes the instances of `solve` by a seed, and reads them.

    python instances.py FILE FAMILY ROWS [COLUMNS]

A file is little-endian: four numbers of 32 bits (what the cells are, rows, columns, candidates of a row), the places of
each column in 32 bits, then the cells. Cells are bytes (255: may not be), whole numbers of 32 bits, or lists: for each
row its candidates, ascending, and after all rows the scores of those, in 32 bits both.

All numbers come from splitmix64 (Steele, Lea and Flood 2014), so that they are the same on every machine.
"""

import sys

import numpy as np

BYTES, WORDS, LISTS = 0, 1, 2
FORBIDDEN = 255
# How many candidates a row of lists has.
CANDIDATES = 50


def chance(stream, *shape):
    """Whole numbers of 64 bits; another stream gives others."""
    # Arithmetic of 64 bits wraps on purpose.
    with np.errstate(over="ignore"):
        index = np.arange(1, int(np.prod(shape)) + 1, dtype=np.uint64) + (np.uint64(stream) << np.uint64(40))
        mixed = index * np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return (mixed ^ (mixed >> np.uint64(31))).reshape(shape)


def below(limit, stream, *shape):
    return (chance(stream, *shape) % np.uint64(limit)).astype(np.int32)


def popular(limit, stream, *shape):
    """The first answers are chosen more often than the last: the lesser of two draws."""
    return np.minimum(below(limit, stream, *shape), below(limit, stream + 500, *shape))


def several(limit, least, most, stream, people):
    """Answers of a list, a bit each."""
    drawn = np.int32(1) << popular(limit, stream, people, most)
    wanted = np.arange(most) < least + below(most - least + 1, stream + 1, people)[:, None]
    return np.bitwise_or.reduce(np.where(wanted, drawn, 0), axis=1)


def group(people, mentors):
    """Invented people."""
    side = 20 if mentors else 0
    grade = below(5, side, people)
    return {
        "grade": np.minimum(6, grade + 2) if mentors else grade,
        "department": popular(12, side + 1, people),
        "area": popular(10, side + 2, people),
        "language": np.where(below(5, side + 3, people) > 0, 0, below(6, side + 4, people)),
        "profession": popular(16, side + 5, people),
        "channel": several(3, 1, 2, side + 6, people),
        "slots": several(10, 1, 5, side + 8, people),
        "skills": several(24, 3, 6, side + 10, people) if mentors else several(24, 2, 4, side + 10, people),
    }


def shared(one, other, field):
    return np.bitwise_count(one[field] & other[field])


def score(one, other):
    """Eight criteria of 100 points together, rounded half up, with many ties."""
    sought = np.arange(1, 6)[:, None]
    covered = np.vstack([np.zeros((1, 7), int), (60 * np.arange(7) + sought) // (2 * sought)]).astype(np.uint8)
    points = covered[np.bitwise_count(one["skills"]), shared(one, other, "skills")]
    steps = np.array([0, 0, 0, 0, 4, 15, 12, 6, 0, 0, 0], dtype=np.uint8)
    points += steps[other["grade"] - one["grade"] + 4]
    points += np.where(one["department"] != other["department"], np.uint8(8), np.uint8(0))
    for field, worth in [("area", 10), ("language", 7), ("profession", 10)]:
        points += np.where(one[field] == other[field], np.uint8(worth), np.uint8(0))
    points += np.array([0, 10, 10, 10], dtype=np.uint8)[shared(one, other, "channel")]
    points += np.array([0, 3, 7] + [10] * 8, dtype=np.uint8)[shared(one, other, "slots")]
    return points


def allowed(one, other):
    """The rules of the instance with places: a higher grade, another department, a way to meet."""
    meet = (shared(one, other, "channel") > 0) & (shared(one, other, "slots") > 0)
    return meet & (other["grade"] > one["grade"]) & (one["department"] != other["department"])


def pick(people, at):
    return {field: answers[at] for field, answers in people.items()}


def ties(rows, columns, rules=False):
    mentees, mentors = group(rows, False), group(columns, True)
    cells = np.empty((rows, columns), dtype=np.uint8)
    for first in range(0, rows, 256):
        part = pick(mentees, (slice(first, first + 256), None))
        points = score(part, mentors)
        cells[first : first + 256] = np.where(allowed(part, mentors), points, FORBIDDEN) if rules else points
    return cells


def lists(rows, columns):
    """Candidates at random; one of each row is planted so that everybody can be placed."""
    count = min(CANDIDATES, columns)
    to = below(columns, 60, rows, count)
    to[:, 0] = np.argsort(chance(61, columns))[:rows]
    # Whoever is drawn twice makes way for the next who is not.
    for row in to:
        row.sort()
        while (again := np.flatnonzero(row[1:] == row[:-1])).size:
            row[again + 1] = (row[again + 1] + 1) % columns
            row.sort()
    mentees, mentors = group(rows, False), group(columns, True)
    return to.astype(np.uint32), score(pick(mentees, (slice(None), None)), pick(mentors, to)).astype(np.int32)


def pool(people):
    """Both directions added up, so that both sides of a pair have the same."""
    cells = ties(people, people).astype(np.int32)
    return cells + cells.T


def blocks(size):
    """Departments of unlike sizes that may not mix, with one score within each."""
    which = popular(12, 70, size)
    return np.where(which[:, None] == which[::-1], (50 + which).astype(np.uint8)[:, None], FORBIDDEN).astype(np.uint8)


def hall(size):
    """A third of the people can only go to a sixth of the others."""
    cells = ties(size, size)
    cells[: size // 3, size // 6 :] = FORBIDDEN
    return cells


def geometric(size):
    """Points of a plane; the nearer the better."""
    place = [below(10_000, stream, 2, size).astype(np.int64) for stream in (80, 81)]
    apart = (place[0][:, :, None] - place[1][:, None, :]) ** 2
    return (15_000 - np.sqrt(apart.sum(axis=0)).astype(np.int64)).astype(np.int32)


def products(size):
    """Machol and Wien: row times column, dear for most methods."""
    number = np.arange(1, size + 1, dtype=np.int32)
    return number[:, None] * number


def line(size):
    """Places on a line; the nearer the better."""
    place = [below(1_000_000, stream, size).astype(np.int32) for stream in (82, 83)]
    return 1_000_000 - np.abs(place[0][:, None] - place[1])


def lesser(size):
    """Whoever has less decides."""
    has = [below(1_000, stream, size).astype(np.int32) for stream in (84, 85)]
    return np.minimum(has[0][:, None], has[1])


FAMILIES = {
    "ties": lambda rows, columns: ties(rows, columns),
    "uniform": lambda rows, columns: below(1_000_001, 40, rows, columns),
    "places": lambda rows, columns: ties(rows, columns, rules=True),
    "pool": lambda rows, _: pool(rows),
    "equal": lambda rows, columns: np.full((rows, columns), 50, dtype=np.uint8),
    "common": lambda rows, columns: np.broadcast_to(below(101, 50, columns).astype(np.uint8), (rows, columns)),
    "noisy": lambda rows, columns: (below(81, 51, columns) + below(21, 52, rows, columns)).astype(np.uint8),
    "blocks": lambda rows, _: blocks(rows),
    "hall": lambda rows, _: hall(rows),
    "geometric": lambda rows, _: geometric(rows),
    "line": lambda rows, _: line(rows),
    "lesser": lambda rows, _: lesser(rows),
    "products": lambda rows, _: products(rows),
    "products-least": lambda rows, _: -products(rows),
}


def write(path, family, rows, columns):
    # One to four, rather fewer together than there are rows.
    several_each = 1 + np.minimum(below(4, 90, columns), below(8, 91, columns))
    places = several_each if family == "places" else np.ones(columns, dtype=int)
    if family == "lists":
        cells = lists(rows, columns)
        kind, count = LISTS, cells[0].shape[1]
    else:
        cells = [FAMILIES[family](rows, columns)]
        kind, count = (BYTES if cells[0].dtype == np.uint8 else WORDS), 0
    with open(path, "wb") as file:
        np.array([kind, rows, columns, count], dtype="<u4").tofile(file)
        places.astype("<u4").tofile(file)
        for part in cells:
            part.astype(part.dtype.newbyteorder("<")).tofile(file)


class Instance:
    """What a file says."""

    def __init__(self, path):
        with open(path, "rb") as file:
            kind, self.rows, self.columns, count = (int(n) for n in np.fromfile(file, "<u4", 4))
            self.places = np.fromfile(file, "<u4", self.columns).astype(np.int64)
            self.to = None
            if kind == LISTS:
                self.to = np.fromfile(file, "<u4", self.rows * count).reshape(self.rows, count).astype(np.int32)
            self.cells = np.fromfile(file, "u1" if kind == BYTES else "<i4").reshape(self.rows, -1)
        self.open = self.cells != FORBIDDEN if kind == BYTES else None
        if self.open is not None and self.open.all():
            self.open = None


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[-1]))
