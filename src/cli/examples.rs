//! What to type: the examples at the end of each verb's help.

/// Each verb, and what can be typed of it: the words after `mentor`, and what they are for.
pub const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "init",
        &[
            ("init spring --scheme registered-managers", "makes the directory spring"),
            ("init spring", "the same, and asks which scheme to start from"),
            ("init spring --from Sign-up.xlsx", "proposes the scheme from a form for all"),
            ("init spring --from mentors.csv mentees.csv", "from a form for each role"),
            ("init spring --from Sign-up.csv --dry-run", "shows the scheme, writes nothing"),
        ],
    ),
    ("schemes", &[("schemes", "lists them"), ("schemes fifty-plus", "shows one, with every remark in it")]),
    (
        "check",
        &[
            ("check", "says nothing where all is well"),
            ("check --files", "how each file was read, and who answered twice"),
            ("check -o problems.xlsx", "one row a problem, to work through"),
        ],
    ),
    (
        "people",
        &[
            ("people --role mentee --ready", "what each mentee still needs before being matched"),
            ("people --with seeks,area -o people.xlsx", "with two answers beside each name"),
            ("people correct P014 places=2 --why \"by phone\"", "the form stays as it came"),
        ],
    ),
    (
        "people add",
        &[
            ("people add --role mentee --name \"Ann Smith\" --email ann@example.org", "from a telephone call"),
            ("people add --role mentor --email bo@example.org offers=\"Budgets; Law\"", "with an answer, FIELD=VALUE"),
        ],
    ),
    (
        "people correct",
        &[
            ("people correct P014 places=2 years=7 --why \"by phone\"", "two answers of one person"),
            ("people correct P003 P014 trained=2027-02-03", "one answer of several people"),
            ("people correct P014 years=", "years was not answered"),
        ],
    ),
    ("people admit", &[("people admit P014 P015 --on 2027-02-03", "the panel takes them in")]),
    ("people not-now", &[("people not-now P015 --because \"wants to wait a year\"", "why is kept in private/ alone")]),
    (
        "people contacts",
        &[
            ("people contacts -o contacts.xlsx", "everybody, for mail merge"),
            ("people contacts --role mentee -o mentees.csv", "mentees only"),
        ],
    ),
    (
        "people profiles",
        &[
            ("people profiles -o profiles.docx", "to hand out"),
            ("people profiles --missing", "whom to ask for what is missing"),
            ("people profiles --choices -o choices.xlsx", "a form for the choices of each mentee"),
        ],
    ),
    (
        "people places",
        &[
            ("people places", "mentors whose time with somebody ends, and what they answered"),
            ("people places P003 --asked", "P003 has been asked"),
            ("people places P003=2", "P003 offers two places next time"),
        ],
    ),
    ("people same", &[("people same P003 P019", "from now on one person, P003")]),
    (
        "people hold",
        &[
            ("people hold P007 --until 2027-03-01", "matched again from that day on"),
            ("people hold P007 --release", "matched again from now on"),
        ],
    ),
    (
        "match",
        &[
            ("match --dry-run", "what would be proposed; nothing is kept"),
            ("match", "the same, kept as the next round"),
            ("match --places P003=2", "what if; nothing is kept"),
            ("match --panel -o panel.docx", "cards for the people round the table"),
            ("match --channel peer", "peers beside mentors and mentees, where a scheme has both"),
        ],
    ),
    (
        "explain",
        &[
            ("explain P007", "why this mentor, and what any other would mean"),
            ("explain P007 P003", "why these two, or why not"),
            ("explain --unmatched", "the smallest change that would help each"),
        ],
    ),
    ("verify", &[("verify", "the newest round"), ("verify 2", "round 2")]),
    ("list", &[("list", "what stands now"), ("list --all -o relationships.xlsx", "all that ever were proposed")]),
    ("fix", &[("fix P007 P003", "together from the next round on"), ("fix P007 P003 --release", "no longer")]),
    ("skip", &[("skip R004", "then `mentor match` looks for something else")]),
    (
        "decline",
        &[
            ("decline R003 --by P014 --because \"too far\"", "why is kept in private/ alone"),
            ("decline R003 --withdraw", "a slip, or they talked it over"),
        ],
    ),
    (
        "offer",
        &[
            ("offer --all --on 2027-02-03", "all that are proposed were asked that day"),
            ("offer R003 --withdraw", "R003 is asked no longer"),
        ],
    ),
    (
        "letters",
        &[
            ("letters offered --answer-by 2027-02-17 -o letters.docx", "a page for each person"),
            ("letters confirmed -o letters.csv", "a row for each, for mail merge"),
            ("letters returning -o letters.docx", "to mentors whose time with somebody ends"),
            ("letters offered --template > templates/letter-offered.md", "to write your own wording"),
        ],
    ),
    (
        "accept",
        &[
            ("accept R001 --by P014", "one of them said yes"),
            ("accept R001 R002 --on 2027-02-10", "all of them said yes, that day"),
        ],
    ),
    (
        "add",
        &[
            (
                "add P007 P003 --despite different-employer --because \"they ask for it\"",
                "made by hand, one rule set aside",
            ),
            ("add P021 --to R003 --on 2027-02-04", "joins a group that is under way"),
            ("add P007 P003 --practice", "a trainee mentor practises; no match in any figure"),
        ],
    ),
    (
        "agreement",
        &[
            ("agreement -o agreements", "a Word document for each relationship"),
            ("agreement R003", "one of them, on the screen"),
            ("agreement --blank", "what is left to be filled in by hand, and how to say it"),
        ],
    ),
    ("sign", &[("sign R001 --on 2027-03-02", "signed that day"), ("sign R001 --discussed", "talked through today")]),
    (
        "end",
        &[
            ("end R001 --as completed", "what they set out to do is done"),
            ("end R001 --continues R009", "the mentee goes on with somebody else"),
            ("end R001 --resume", "that it ended was a slip"),
            ("end P005", "a person leaves"),
        ],
    ),
    (
        "log",
        &[
            ("log session R003 --minutes 60", "a session today, of an hour"),
            ("log contact R003 --by phone --next 2027-04-06", "you rang; not on the list until then"),
            ("log --for R003", "what was noted of R003"),
            ("log --totals -o totals.xlsx", "sessions, minutes and ratings counted"),
            ("log --remove S004", "S004 was noted by mistake"),
        ],
    ),
    (
        "log session",
        &[
            ("log session R003 --on 2027-03-02 --minutes 60", "held that day"),
            ("log session R003 --not-held", "planned for today, and not held"),
            ("log session --change S004 --minutes 45", "S004 took 45 minutes"),
        ],
    ),
    (
        "log message",
        &[
            ("log message R003 --hours 20", "one message, answered after 20 hours"),
            ("log message R003 --month 2027-02 --messages 5 --in-time 4", "a month of them"),
        ],
    ),
    ("log visit", &[("log visit R003 --on 2027-03-02", "by the supporter who looks after R003")]),
    ("log contact", &[("log contact R003 --by phone --next 2027-04-06", "you rang; off the list until then")]),
    ("log activity", &[("log activity R003 --kind shadowing", "of the kinds that the scheme names")]),
    ("log attendance", &[("log attendance P003 P004 --event \"opening day\"", "both came")]),
    ("log training", &[("log training P003 P004 --module \"module 1\"", "both learned it")]),
    (
        "log goal",
        &[
            ("log goal R003 --start 2 --target 5 --note \"Chair a meeting\"", "a goal, as G001"),
            ("log goal G001 --now 4", "how far it is"),
        ],
    ),
    (
        "log concern",
        &[
            ("log concern R003 --kind fit --next 2027-04-01", "to be looked at again that day"),
            ("log concern --change C001 --closed 2027-04-01", "settled"),
        ],
    ),
    ("log answer", &[("log answer P003 --measure confidence --stage start --is 3", "as the scheme asks it")]),
    (
        "log quote",
        &[("log quote P003 --consent anonymous --note \"I sleep again\"", "may be published without a name")],
    ),
    ("log result", &[("log result P003 --name \"in work\" --weeks 13", "it came about; else --not-reached")]),
    ("log lesson", &[("log lesson --note \"Begin before the summer\"", "for the next intake")]),
    ("log decision", &[("log decision --name \"next step\" --is \"both pools\"", "as the scheme asks it")]),
    (
        "sheet",
        &[
            ("sheet sessions -o sessions.xlsx", "a row a session, to be mailed round"),
            ("take sessions.xlsx", "when it has come back"),
        ],
    ),
    (
        "sheet sessions",
        &[
            ("sheet sessions -o sessions.xlsx", "everybody's, to be mailed round"),
            ("sheet sessions --for R003 -o r003.xlsx", "only of R003"),
        ],
    ),
    ("sheet goals", &[("sheet goals -o goals.xlsx", "a row a goal, for how far it is now")]),
    ("sheet replies", &[("sheet replies -o replies.xlsx", "a row a pair and month, for the messages of that month")]),
    ("sheet attendance", &[("sheet attendance -o came.xlsx", "a row a person, to be ticked after the day")]),
    (
        "take",
        &[
            ("take sessions.xlsx --dry-run", "what is new in it; nothing is noted"),
            ("take sessions.xlsx", "the same, and notes it"),
        ],
    ),
    (
        "pause",
        &[("pause R007 --until 2027-06-01", "goes on that day"), ("pause R007 --resume", "goes on today after all")],
    ),
    (
        "assign",
        &[
            ("assign --suggest", "who could look after whom"),
            ("assign R003 R004 P020", "P020 looks after both"),
            ("assign R003 --nobody", "nobody does from today on"),
        ],
    ),
    (
        "schedule",
        &[
            ("schedule --until 2027-06-30", "what comes up to that day"),
            ("schedule --for R003 -o r003.ics", "for a calendar, without a name in it"),
            ("schedule --for R003 --move \"session 4\" --to 2027-05-06", "a day that moves"),
        ],
    ),
    ("status", &[("status --ring", "whom to ring, in order"), ("status -o status.xlsx", "with colours and filters")]),
    (
        "review",
        &[
            ("review -o pack.docx", "the whole pack, to print"),
            ("review --for participants -o cards.docx", "invitation, agenda and cards"),
            ("review --timetable -o wall.html", "who talks when and where"),
        ],
    ),
    (
        "evaluate",
        &[
            ("evaluate --until 2027-09-30 -o page.html", "a page with pictures, as things stood on that day"),
            ("evaluate -o book.xlsx", "a workbook with charts"),
            ("evaluate --board -o board.docx", "two pages for a board"),
            ("evaluate --section measures --full", "one part, with all its figures"),
        ],
    ),
    (
        "value",
        &[
            ("value", "what a relationship and an hour cost"),
            ("value --full -o value.xlsx", "a workbook that works it out anew"),
        ],
    ),
    ("backup", &[("backup /media/stick/spring.zip", "on a stick that is kept locked away")]),
    (
        "restore",
        &[
            ("restore spring.zip -C new", "all of it, into a new directory"),
            ("restore spring.zip --keep", "only what is missing here"),
        ],
    ),
    ("undo", &[("undo --dry-run", "which command it would take back"), ("undo", "takes it back")]),
];
