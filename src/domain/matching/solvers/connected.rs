//! Strongly connected components (Tarjan 1972), without recursion.

/// The component of a node that was not reached.
pub(super) const NONE: u32 = u32::MAX;

/// Numbers the components of those of `nodes` nodes that can be reached from the roots, so that arcs between components
/// lead to lower numbers; [`NONE`] for the others. `step` gives the end of a node's next arc, again and again until there
/// is none.
pub(super) fn components(
    nodes: usize,
    roots: impl Iterator<Item = usize>,
    mut step: impl FnMut(usize) -> Option<usize>,
) -> Vec<u32> {
    let mut component = vec![NONE; nodes];
    let mut order = vec![NONE; nodes];
    let mut low = vec![0u32; nodes];
    let (mut stack, mut path) = (Vec::new(), Vec::new());
    let (mut count, mut components) = (0, 0);
    for root in roots {
        if order[root] != NONE {
            continue;
        }
        path.push(root);
        while let Some(&node) = path.last() {
            if order[node] == NONE {
                (order[node], low[node]) = (count, count);
                count += 1;
                stack.push(node);
            }
            if let Some(to) = step(node) {
                if order[to] == NONE {
                    path.push(to);
                } else if component[to] == NONE {
                    low[node] = low[node].min(order[to]);
                }
                continue;
            }
            path.pop();
            if let Some(&parent) = path.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == order[node] {
                while let Some(member) = stack.pop() {
                    component[member] = components;
                    if member == node {
                        break;
                    }
                }
                components += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_one_and_arcs_lead_down() {
        // 0 -> 1 -> 2 -> 0, 2 -> 3, 3 -> 4 -> 3; 5 is not reached.
        let arcs: [&[usize]; 6] = [&[1], &[2], &[0, 3], &[4], &[3], &[0]];
        let mut next = [0; 6];
        let found = components(6, [0].into_iter(), |node| {
            next[node] += 1;
            arcs[node].get(next[node] - 1).copied()
        });
        assert_eq!(found, vec![1, 1, 1, 0, 0, NONE]);
    }
}
