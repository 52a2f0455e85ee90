"""The peers of `solve`: solves one instance as often as a line arrives, and answers "milliseconds placed total".

    python peer_solvers.py SOLVER FILE

Each peer is given its numbers in the form it likes best, and only its own call is timed: neither the making of its
input nor the reading of its answer.
"""

import sys
import time

import numpy as np
from instances import Instance


def dense(instance, kind):
    """Costs with a column for each place; a pair that may not be costs more than all others together could."""
    column = np.repeat(np.arange(instance.columns), instance.places)
    cost = -instance.cells[:, column].astype(np.int64)
    if instance.open is not None:
        bonus = (min(instance.rows, len(column)) + 1) * (int(cost.max()) - int(cost.min()) + 1)
        cost = np.where(instance.open[:, column], cost - bonus, 0)
    return np.ascontiguousarray(cost, dtype=kind), column


def scipy(instance):
    from scipy.optimize import linear_sum_assignment

    cost, column = dense(instance, np.float64)
    return lambda: linear_sum_assignment(cost), lambda found: (found[0], column[found[1]])


def lapjv(instance):
    import lap

    cost, column = dense(instance, np.float64)
    return lambda: lap.lapjv(cost, extend_cost=True, return_cost=False)[0], lambda found: mates(found, column)


def lapjvs(instance):
    import lap

    cost, column = dense(instance, np.float32)
    solve = lambda: lap.lapjvs(cost, return_cost=False, jvx_like=True)
    return solve, lambda found: (found[0], column[found[1]])


def mates(found, column):
    rows = np.flatnonzero(found >= 0)
    return rows, column[found[rows]]


def arcs(instance):
    """Rows, columns and scores of all pairs that may be."""
    if instance.to is not None:
        return np.repeat(np.arange(instance.rows), instance.to.shape[1]), instance.to.ravel(), instance.cells.ravel()
    may = np.ones(instance.cells.shape, dtype=bool) if instance.open is None else instance.open
    rows, columns = np.nonzero(may)
    return rows, columns, instance.cells[may]


def ortools(instance):
    from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

    solver = SimpleLinearSumAssignment()
    rows, columns, scores = arcs(instance)
    solver.add_arcs_with_cost(rows.astype(np.int32), columns.astype(np.int32), -scores.astype(np.int64))
    del rows, columns, scores

    def read(status):
        if status != solver.OPTIMAL:
            sys.exit(f"OR-Tools: {status}")
        return np.arange(instance.rows), np.array([solver.right_mate(row) for row in range(instance.rows)])

    return solver.solve, read


def ortools_flow(instance):
    from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

    rows, columns, scores = arcs(instance)
    many, source, sink = instance.rows, instance.rows + instance.columns, instance.rows + instance.columns + 1
    solver = SimpleMinCostFlow()
    ends = np.arange(instance.columns)
    tails = np.concatenate([rows, np.full(many, source), many + ends]).astype(np.int32)
    heads = np.concatenate([many + columns, np.arange(many), np.full(instance.columns, sink)]).astype(np.int32)
    room = np.concatenate([np.ones(len(rows) + many), instance.places]).astype(np.int64)
    cost = np.concatenate([-scores.astype(np.int64), np.zeros(many + instance.columns, dtype=np.int64)])
    solver.add_arcs_with_capacity_and_unit_cost(tails, heads, room, cost)
    solver.set_node_supply(source, many)
    solver.set_node_supply(sink, -many)

    def read(status):
        if status != solver.OPTIMAL:
            sys.exit(f"OR-Tools: {status}")
        used = solver.flows(np.arange(len(rows), dtype=np.int32)) > 0
        return rows[used], columns[used]

    return solver.solve_max_flow_with_min_cost, read


def scipy_sparse(instance):
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    rows, columns, scores = arcs(instance)
    # A score of nothing would be no pair here.
    graph = csr_array((scores.astype(np.float64) + 1, (rows, columns)), shape=(instance.rows, instance.columns))
    return lambda: min_weight_full_bipartite_matching(graph, maximize=True), lambda found: found


def rustworkx(instance):
    from rustworkx import PyGraph, max_weight_matching

    graph = PyGraph(multigraph=False)
    graph.add_nodes_from(range(instance.rows))
    above = np.triu_indices(instance.rows, 1)
    graph.add_edges_from(list(zip(*(part.tolist() for part in [*above, instance.cells[above]]))))

    def read(found):
        pairs = np.array(sorted(found))
        return pairs[:, 0], pairs[:, 1]

    return lambda: max_weight_matching(graph, max_cardinality=True, weight_fn=int), read


def outcome(instance, rows, columns):
    """How many are placed and their points together, without the pairs that may not be."""
    if instance.to is not None:
        at = np.argmax(instance.to[rows] == columns[:, None], axis=1)
        scores = np.where(instance.to[rows, at] == columns, instance.cells[rows, at], 0)
        return len(rows), int(scores.sum())
    if instance.open is not None:
        may = instance.open[rows, columns]
        rows, columns = rows[may], columns[may]
    return len(rows), int(instance.cells[rows, columns].astype(np.int64).sum())


def main(solver, path):
    instance = Instance(path)
    peers = [scipy, lapjv, lapjvs, ortools, ortools_flow, scipy_sparse, rustworkx]
    solve, read = {peer.__name__: peer for peer in peers}[solver](instance)
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        found = solve()
        taken = time.perf_counter() - start
        print(1000 * taken, *outcome(instance, *read(found)), flush=True)


main(sys.argv[1], sys.argv[2])
