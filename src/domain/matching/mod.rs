//! Matching: who should be with whom, provably.
//!
//! `pool` holds the people of a round on their two sides, with the rules and criteria between them; `layers`, `counted`
//! and `sparse` are added up (`sum`) and hand the solvers one row of scores at a time (`wide` does whole rows at once);
//! `solvers` know only numbers; `round` runs them and puts the result into words (`reasons`, `left_out`, `ring`); `lot`
//! draws what is equal; `shares` keep pools of mentors to their limits; `seekers` counts afterwards who was placed, and
//! how well. `explain` answers why, why not and what if, and `proof` checks a round anew.

pub mod altered;
pub mod asked;
pub mod both_sides;
pub mod counted;
pub mod criteria;
pub mod digest;
pub mod explain;
pub mod fared;
pub mod importance;
pub mod layers;
pub mod left_out;
pub mod lot;
pub mod marks;
pub mod peers;
pub mod plain;
pub mod pool;
pub mod proof;
pub mod ready;
pub mod rearrange;
pub mod reasons;
pub mod rests;
pub mod ring;
pub mod round;
pub mod rows;
pub mod rules;
pub mod seekers;
pub mod sets;
pub mod shares;
pub mod solvers;
pub mod sparse;
pub mod standing;
pub mod sum;
pub mod tables;
pub mod telling;
pub mod waited;
pub mod waiting;
pub mod wide;
pub mod wishes;
