"""The peer: the same forms and the same eight criteria, as a competent user of pandas, numpy and scipy writes them.

    python peer_pandas_scipy.py DIRECTORY matches.csv

Whole matrices instead of loops, the narrowest types that hold the numbers, temporaries freed as soon as they can be.
Points are whole and rounded half up; a missing answer earns half, rounded up, as in `mentor`.
"""

import sys

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

GRADES = ["Assistant", "Officer", "Senior officer", "Team leader", "Manager", "Head of service", "Director"]
GRADE, DEPARTMENT, AREA = "Which grade are you?", "Which department are you in?", "Where are you based?"
CHANNEL, LANGUAGE, PROFESSION = "How would you like to meet?", "In which language?", "What is your profession?"
AVAILABILITY, SEEKS, OFFERS = "When are you free?", "What would you like help with?", "What can you help with?"
NAME, EMAIL = "Your name", "E-mail address"


def main(directory, target):
    mentees = pd.read_csv(f"{directory}/people/mentees.csv")
    mentors = pd.read_csv(f"{directory}/people/mentors.csv")

    score = skills(mentees[SEEKS], mentors[OFFERS], 30)
    score += gap(mentees[GRADE], mentors[GRADE], 15, {0: 4, 1: 15, 2: 12, 3: 6})
    score += same(mentees[DEPARTMENT], mentors[DEPARTMENT], 0, 8)
    score += same(mentees[AREA], mentors[AREA], 10, 0)
    score += shared(mentees[CHANNEL], mentors[CHANNEL], 10, 1)
    score += same(mentees[LANGUAGE], mentors[LANGUAGE], 7, 0)
    score += same(mentees[PROFESSION], mentors[PROFESSION], 10, 0)
    score += shared(mentees[AVAILABILITY], mentors[AVAILABILITY], 10, 3)

    rows, columns = linear_sum_assignment(score, maximize=True)
    matches = pd.DataFrame(
        {
            "mentee": mentees[NAME].to_numpy()[rows],
            "mentee_email": mentees[EMAIL].to_numpy()[rows],
            "mentor": mentors[NAME].to_numpy()[columns],
            "mentor_email": mentors[EMAIL].to_numpy()[columns],
            "score": score[rows, columns],
        }
    )
    matches.to_csv(target, index=False)


def share(most, part, whole):
    """A share of the points, rounded half up."""
    return (2 * most * part + whole) // (2 * whole)


def half(points):
    return (points + 1) // 2


def same(mentees, mentors, equal, different):
    """Points for equal and for different answers."""
    codes, values = pd.factorize(pd.concat([mentees, mentors]))
    points = np.where(np.eye(len(values) + 1, dtype=bool), equal, different).astype(np.uint8)
    # A missing answer has the code -1, and so the last row and column.
    points[-1, :] = points[:, -1] = half(max(equal, different))
    return points[np.ix_(codes[: len(mentees)], codes[len(mentees) :])]


def gap(mentees, mentors, most, by_gap):
    """Points by how many steps the mentor stands above the mentee."""
    one = pd.Categorical(mentees, GRADES).codes
    other = pd.Categorical(mentors, GRADES).codes
    steps = range(len(GRADES))
    points = np.full((len(GRADES) + 1, len(GRADES) + 1), half(most), dtype=np.uint8)
    points[:-1, :-1] = [[by_gap.get(above - below, 0) for above in steps] for below in steps]
    return points[np.ix_(one, other)]


def common(mentees, mentors):
    """How many answers each two have in common, by a product of matrices of zeros and ones."""
    one, other = mentees.str.get_dummies(";"), mentors.str.get_dummies(";")
    options = one.columns.union(other.columns)
    one = one.reindex(columns=options, fill_value=0).to_numpy(dtype=np.float32)
    other = other.reindex(columns=options, fill_value=0).to_numpy(dtype=np.float32)
    return (one @ other.T).astype(np.uint8), one.sum(axis=1).astype(int)


def shared(mentees, mentors, most, full_at):
    """Points for answers in common, all of them from `full_at` on."""
    both, _ = common(mentees, mentors)
    table = np.array([share(most, min(n, full_at), full_at) for n in range(both.max() + 1)], dtype=np.uint8)
    points = table[both]
    points[mentees.isna().to_numpy(), :] = half(most)
    points[:, mentors.isna().to_numpy()] = half(most)
    return points


def skills(mentees, mentors, most):
    """Points for the part of what a mentee seeks that a mentor offers."""
    met, sought = common(mentees, mentors)
    parts, wholes = range(met.max() + 1), range(sought.max() + 1)
    table = np.array([[share(most, part, max(whole, 1)) for part in parts] for whole in wholes], dtype=np.uint8)
    points = table[sought[:, None], met]
    points[mentees.isna().to_numpy(), :] = half(most)
    points[:, mentors.isna().to_numpy()] = half(most)
    return points


main(sys.argv[1], sys.argv[2])
