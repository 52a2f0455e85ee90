//! Solvers: they know only numbers.
