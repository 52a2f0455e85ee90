//! Matching: who should be with whom, provably.
pub mod solvers;
