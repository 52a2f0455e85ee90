//! `mentor`: the workbench of people who run mentoring schemes from flat files.
//!
//! One binary reads the sign-up forms people sent in and one `scheme.toml`, proposes the provably best matches and
//! explains every one. All state is a plain directory that can be kept under git.
//!
//! # The house
//!
//! Data flows one way, and each room has one reason to change:
//!
//! ```text
//!  files --store--> typed values --commands/<verb>: load, decide, describe, plan--> Answer { report, edits }
//!                                                        --cli--> report to stdout; edits committed together
//! ```
//!
//! | room | what is in it | a file there is |
//! |---|---|---|
//! | [`domain`] | the nouns and the rules of the field; no input or output, no clock | a noun |
//! | [`domain::matching`] | the heart: the pool of a round, rows of scores, solvers, reasons | a step of a round |
//! | [`store`] | what is on disk, read warily and written safely | a file (or a kind of file) on disk |
//! | [`commands`] | the verbs: each loads, decides, describes and plans | a verb |
//! | [`report`] | what a verb has to say, as plain values, and the formats that render it | a format |
//! | [`pictures`] | figures and words as plain values, and how they are drawn | a kind of picture |
//! | [`documents`] | what people print, sign and hand round, as plain values, and its formats | a format of documents |
//! | [`cli`] | the command line: runs a verb, commits its edits, renders its report | a stream or the clock |
//!
//! Below all of them lie [`problems`] (what is wrong, where, and what to do), [`wording`] (plurals, `show`),
//! [`privacy`] (how widely something may be shown), [`spreadsheet_guard`] (text that must not become a formula),
//! [`markup`] (text that must not become HTML or Markdown) and [`halves`] (long work on two threads).
//!
//! Who may use whom: `domain` uses only what lies below; `store` uses `domain`; `report`, `pictures` and `documents` know
//! no domain; `commands` use all of them; `cli` runs them. `tests/architecture.rs` keeps it so.
//!
//! # Following one command
//!
//! `mentor match` from the first byte to the last:
//!
//! 1. [`cli`] reads the words, asks the clock once, and hands the verb a [`commands::Desk`].
//! 2. [`store::book::open`] reads everything: the scheme ([`store::scheme_toml`]), the register, the records, and the
//!    forms. A form passes through [`store::sheet`] (bytes to cells), [`store::forms::headings`] (which column is
//!    which), [`store::forms::cells`] (text to value) and [`store::forms::people`] (answers to people). Whatever is
//!    wrong is noted with its place, and reading goes on; if anything was, nothing is decided.
//!    Of a scheme with several forms ([`domain::scheme::channel`]) the book is then seen as one channel sees it, with its
//!    people, rules and rounds ([`store::book::Book::see_by`]); what lies behind knows one form.
//! 3. [`domain::matching::round`] puts those who are ready into a [`domain::matching::pool`], whose
//!    [`domain::matching::rows`] hand the [`domain::matching::solvers`] one row of scores at a time. The solvers know
//!    only numbers and return pairs with integer prices that prove them. What is equal is drawn by
//!    [`domain::matching::lot`]. Peers go through [`domain::matching::peers`], groups through [`domain::matching::sets`].
//!    What each mentee weighs is in [`domain::matching::importance`], and pools of mentors keep to their largest shares by
//!    [`domain::matching::shares`].
//! 4. The outcome gets its reasons, who is left out and why, and whom a missing answer costs points. What `mentor
//!    explain` and the panel say beyond that comes from [`domain::matching::explain`].
//! 5. The verb describes it as a [`report::Report`] and plans the round as edits of tables, with keyed digests of what it
//!    rested on, so that [`domain::matching::proof`] can check it later.
//! 6. [`cli`] commits the edits through [`store::writer`] (lock, journal, rename; all or nothing) and renders the
//!    report: a table on a terminal, CSV into a pipe.
//!
//! # Before the first command
//!
//! `mentor init --from` has forms and no scheme. [`store::proposal`] looks at headings and answers, proposes a `scheme.toml` as
//! values, writes it with remarks, and reads it back together with the forms; what does not read is proposed again, a step more
//! carefully. The verb asks what is left open, and each answer goes into the next proposal. Of what people answered nothing goes
//! into the scheme but options that several of them gave.
//!
//! # Following the year
//!
//! The log ([`store::log`]) reads what was noted after people said yes into a [`domain::log::Log`]; [`domain::journey`]
//! puts it together, one journey a relationship; [`domain::schedule`] plans from it on the [`domain::calendar`], and
//! [`domain::status`] says where it stands and how urgently somebody should ring. All days are counted there, none in a
//! verb. What a scheme says of its year is [`domain::scheme::year`]; whose mentors are asked for places again is in
//! [`domain::returning`], and who looks after whom in [`domain::support`]. [`domain::review`] is about the day on which people
//! look back: cards, what is missing, tables, and the timetable of conversations.
//!
//! At the end [`domain::evaluation`] counts and compares: people by [`domain::evaluation::participation`], answers with
//! those of the same person by [`domain::evaluation::measures`] and [`domain::evaluation::statistics`], money by
//! [`domain::evaluation::worth`]. What is told of few people is settled in [`domain::small_numbers`]. The verb makes tables
//! of it, and everything for a wider audience is read off these: a [`report::Chart`] names columns of a table, a
//! [`report::page::Page`] puts pictures and tables under plain words. So nobody is shown what the tables hide.
//!
//! # Adding something
//!
//! A verb is a file in `commands/` and its line in [`commands::Command`]. An output format is a file in `report/`, or
//! in `documents/` for what is handed round; a kind of picture is a file in `pictures/`. A criterion is a file in
//! `domain/matching/criteria/` (a plain function of two answers, and its words) and its line in
//! `store/scheme_toml/criteria.rs`; the fast rows follow by themselves. A kind of record is a file in `commands/log/`, its
//! columns in [`store::log`] and its letter in [`domain::log::Kind`]. What people are given to read is a plain text in
//! `store/templates/`, which a scheme may replace by its own.

pub mod cli;
pub mod commands;
pub mod documents;
pub mod domain;
pub mod halves;
pub mod markup;
pub mod pictures;
pub mod privacy;
pub mod problems;
pub mod report;
pub mod spreadsheet_guard;
pub mod store;
pub mod wording;
