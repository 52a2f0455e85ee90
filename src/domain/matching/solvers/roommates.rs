//! Ranked choices within a single pool: pairs of which no two people would rather have each other.
//!
//! Irving's algorithm (1985), for lists that leave people out (Gusfield and Irving 1989, chapter 4):
//!
//! 1. Everybody proposes down their list. Who is asked keeps the best who asked so far, and strikes everybody worse,
//!    who strike them back. In the end who is first on somebody's list has that somebody last; who has nobody left is
//!    alone in every stable pairing.
//! 2. While somebody has a second choice: from this person to the one who stands last on the list of the second choice,
//!    and on from there, until somebody comes again. From there on the way is a circle (a rotation).
//! 3. Each on the circle moves on to their second choice, who strikes everybody worse.
//! 4. Where this leaves the circle without anybody, it was an odd party: an odd number of people, each the first choice
//!    of one and the last of another of them. Then there is no stable pairing. The party is set aside, since nobody
//!    else has any of its people on their list any more, and the search for other parties goes on (Tan 1991).
//!
//! Why step 4 finds whole parties: only who stands on the circle loses a first choice. Let x be left with nobody. Then
//! x is also the second choice of some z on the circle who is x's first choice. So z has only two people on the list,
//! the second of them being x, and loses both; the same holds with z for x, and so on all the way round. All lists on
//! the circle have two names, and first choices lie d steps back with 2d = 1 modulo its length, which must be odd.
use super::choices::{Choice, mutual};

/// There is no stable pairing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoStablePairing {
    /// The odd parties: an odd number of people, three or more, each of whom prefers the next to the one before (and
    /// the last the first). They are the same whichever way one searches, and are the reason: were one person of each
    /// party not there, the others could be paired stably (Tan 1991).
    pub parties: Vec<Vec<u32>>,
}

/// Pairs people who list each other, best first and without ties, so that no two who list each other would both rather
/// have each other than what they are given: for each person their partner, or `None` for those who stay alone.
///
/// # Errors
/// [`NoStablePairing`] where any pairing leaves two such people.
pub fn roommates(lists: &[Vec<u32>]) -> Result<Vec<Option<u32>>, NoStablePairing> {
    let mut table = Table::new(lists);
    table.propose();
    let parties = table.rotate();
    if !parties.is_empty() {
        return Err(NoStablePairing { parties });
    }
    Ok((0..lists.len()).map(|who| table.first(who).map(|choice| choice.who)).collect())
}

/// Lists that shrink from both ends. A pair is struck as soon as it is worse than what either of the two holds.
struct Table {
    rows: Vec<Vec<Choice>>,
    /// Who asked last, and stands last on the list.
    holds: Vec<Option<u32>>,
    /// The rank of that person; everybody worse is struck.
    worst: Vec<i32>,
    /// Where the first and the second choice stand; what lies before or between is struck.
    first: Vec<usize>,
    second: Vec<usize>,
}

impl Table {
    fn new(lists: &[Vec<u32>]) -> Self {
        let mut rows = mutual(lists, lists);
        for (who, row) in rows.iter_mut().enumerate() {
            row.retain(|choice| choice.who as usize != who);
        }
        let people = rows.len();
        Table {
            rows,
            holds: vec![None; people],
            worst: vec![i32::MAX; people],
            first: vec![0; people],
            second: vec![0; people],
        }
    }

    /// Step 1.
    fn propose(&mut self) {
        let mut waiting: Vec<u32> = (0..self.rows.len() as u32).collect();
        while let Some(who) = waiting.pop() {
            if let Some(choice) = self.first(who as usize) {
                waiting.extend(self.holds[choice.who as usize]);
                self.ask(who, choice);
            }
        }
    }

    /// Steps 2 to 4; the odd parties.
    fn rotate(&mut self) -> Vec<Vec<u32>> {
        let mut parties = Vec::new();
        let mut starts: Vec<u32> = (0..self.rows.len() as u32).collect();
        let mut way = Vec::new();
        let mut step = vec![None; self.rows.len()];
        while let Some(&who) = way.last().or(starts.last()) {
            let second = self.second(who as usize);
            let Some(next) = second.and_then(|choice| self.holds[choice.who as usize]) else {
                if way.pop().is_none() {
                    starts.pop();
                }
                step[who as usize] = None;
                continue;
            };
            if way.is_empty() {
                step[who as usize] = Some(0);
                way.push(who);
            }
            let Some(from) = step[next as usize] else {
                step[next as usize] = Some(way.len());
                way.push(next);
                continue;
            };
            // What is left of the way leads on as before, or its people have but one choice and nothing leads to them.
            let circle = way.split_off(from);
            circle.iter().for_each(|&who| step[who as usize] = None);
            if !self.turn(&circle) {
                // Each one's first choice lies just under half a turn ahead.
                let length = circle.len();
                parties.push((0..length).map(|at| circle[at * (length / 2) % length]).collect());
            }
        }
        parties
    }

    /// Step 3; whether those on the circle still have somebody.
    fn turn(&mut self, circle: &[u32]) -> bool {
        let seconds: Vec<_> = circle.iter().map(|&who| (who, self.second(who as usize))).collect();
        for (who, second) in seconds {
            if let Some(choice) = second {
                self.ask(who, choice);
            }
        }
        circle.iter().all(|&who| self.first(who as usize).is_some())
    }

    /// The one who is asked holds who asks, and strikes everybody worse.
    fn ask(&mut self, who: u32, choice: Choice) {
        self.holds[choice.who as usize] = Some(who);
        self.worst[choice.who as usize] = choice.back;
    }

    fn first(&mut self, who: usize) -> Option<Choice> {
        self.first[who] = self.not_struck(who, self.first[who]);
        self.rows[who].get(self.first[who]).copied()
    }

    fn second(&mut self, who: usize) -> Option<Choice> {
        self.first(who)?;
        self.second[who] = self.not_struck(who, self.second[who].max(self.first[who] + 1));
        self.rows[who].get(self.second[who]).copied()
    }

    /// Where the next choice stands that is not struck, from some place on.
    fn not_struck(&self, who: usize, from: usize) -> usize {
        let struck = |choice: &&Choice| choice.rank > self.worst[who] || choice.back > self.worst[choice.who as usize];
        from + self.rows[who].iter().skip(from).take_while(struck).count()
    }
}

#[cfg(test)]
mod tests;
