//! The problem of a workbook that cannot be read.

use crate::problems::{Place, Problem};

/// Returns the problem of a workbook that is not what Excel writes.
pub(super) fn broken(place: &Place, detail: &str) -> Problem {
    Problem::error(place, "the workbook is broken and cannot be read")
        .text(detail)
        .remedy("Open it in Excel, let Excel repair it, and save it again as .xlsx; or export the form again.")
}
