//! Words in dates: months, days of the week and halves of the day, as languages of Europe and some beyond write them.

/// The names of the months without accents, those of January first, also in the cases that dates have them in. A name
/// that two languages give to different months stands in both, and is none.
const MONTHS: [&str; 12] = [
    "january januar janner janvier enero gennaio janeiro januari styczen stycznia leden ledna januara ianuarie \
     tammikuu tammikuuta ocak jaanuar gener ionawr eanair sijecanj sijecnja январь января січень січня ιανουαριος \
     ιανουαριου",
    "february februar feber fevrier febrero febbraio fevereiro februari luty lutego unor unora februara februarie \
     helmikuu helmikuuta subat veebruar febrer chwefror feabhra veljaca veljace февраль февраля лютий лютого \
     φεβρουαριος φεβρουαριου",
    "march marz maerz mars marzo marco maart mrt marzec marca brezen brezna marec martie maaliskuu maaliskuuta mart \
     marts maret mawrth marta ozujak ozujka marcius март марта березень березня μαρτιος μαρτιου",
    "april avril abril aprile kwiecien kwietnia duben dubna aprila aprilie huhtikuu huhtikuuta nisan aprill ebrill \
     aibrean travanj travnja aprilis апрель апреля квітень квітня απριλιος απριλιου",
    "may mai mayo maggio maio mei maj maja kveten kvetna toukokuu toukokuuta mayis maig bealtaine svibanj svibnja \
     majus май мая травень травня μαιος μαιου",
    "june juni juin junio giugno junho czerwiec czerwca cerven cervna jun juna iunie kesakuu kesakuuta haziran juuni \
     juny junij mehefin meitheamh lipanj lipnja junius июнь июня червень червня ιουνιος ιουνιου",
    "july juli juillet juil julio luglio julho lipiec lipca cervenec cervence jul jula iulie heinakuu heinakuuta \
     temmuz juuli juliol julij gorffennaf iuil srpanj srpnja julius июль июля липень липня ιουλιος ιουλιου",
    "august aout agosto augustus sierpien sierpnia srpen srpna augusta elokuu elokuuta agustos augusti agost avgust \
     agustus awst lunasa kolovoz kolovoza augusztus август августа серпень серпня αυγουστος αυγουστου",
    "september septembre septiembre setiembre settembre setembro wrzesien wrzesnia zari septembra septembrie syyskuu \
     syyskuuta eylul setembre medi rujan rujna szeptember сентябрь сентября вересень вересня σεπτεμβριος σεπτεμβριου",
    "october oktober octobre octubre ottobre outubro pazdziernik pazdziernika rijen rijna oktobra octombrie lokakuu \
     lokakuuta ekim oktoober hydref listopad listopada октябрь октября жовтень жовтня οκτωβριος οκτωβριου",
    "november novembre noviembre novembro listopad listopada listopadu novembra noiembrie marraskuu marraskuuta kasim \
     tachwedd samhain studeni studenoga ноябрь ноября листопад листопада νοεμβριος νοεμβριου",
    "december dezember decembre diciembre dicembre dezembro grudzien grudnia prosinec prosince decembra decembrie \
     joulukuu joulukuuta aralik desember detsember desembre rhagfyr nollaig prosinac prosinca декабрь декабря грудень \
     грудня δεκεμβριος δεκεμβριου",
];

/// The days of the week without accents.
const DAYS: &str = "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi \
    dimanche montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lunes martes miercoles jueves \
    viernes sabado domingo lunedi martedi mercoledi giovedi venerdi sabato domenica maandag dinsdag woensdag donderdag \
    vrijdag zaterdag zondag mandag tisdag onsdag torsdag fredag lordag sondag tirsdag segunda terca quarta quinta sexta \
    feira poniedzialek wtorek sroda czwartek piatek sobota niedziela maanantai tiistai keskiviikko torstai perjantai \
    lauantai sunnuntai llun mawrth mercher iau gwener sadwrn sul pondeli utery streda ctvrtek patek nedele понедельник \
    вторник среда четверг пятница суббота воскресенье";

/// Words that stand between the parts of a date, or before the time, and say nothing.
const BETWEEN: [&str; 31] = [
    "of", "am", "the", "de", "del", "den", "der", "dydd", "d", "do", "dne", "le", "el", "il", "r", "roku", "г", "года",
    "p", "a", "as", "at", "kl", "klo", "um", "om", "ore", "alle", "las", "v", "в",
];

/// How the hours before noon and those after it are marked, without points and spaces.
const BEFORE_NOON: [&str; 22] = [
    "am",
    "vorm",
    "fm",
    "ap",
    "dop",
    "de",
    "oo",
    "πμ",
    "дп",
    "проб",
    "преподне",
    "претпладне",
    "ص",
    "قظ",
    "sa",
    "pg",
    "上午",
    "午前",
    "오전",
    "paradite",
    "prepodne",
    "לפנהצ",
];

/// The hours after noon; see [`BEFORE_NOON`].
const AFTER_NOON: [&str; 22] = [
    "pm",
    "nachm",
    "em",
    "ip",
    "odp",
    "pop",
    "du",
    "os",
    "μμ",
    "пп",
    "слоб",
    "поподне",
    "попладне",
    "م",
    "بظ",
    "ch",
    "ptg",
    "下午",
    "午後",
    "오후",
    "pasdite",
    "אחהצ",
];

/// The month of a word, from 1: its name in full, or at least three letters of it where no two months share them.
pub(super) fn month(word: &str) -> Option<u32> {
    let said = folded(word);
    let english = |names: &&str| names.split(' ').next().is_some_and(|name| begins(name, &said));
    let found = |fits: &dyn Fn(&str) -> bool| {
        let mut fitting = (1..).zip(MONTHS).filter(|(_, names)| names.split(' ').any(fits)).map(|(month, _)| month);
        (fitting.next(), fitting.next())
    };
    if let Some(at) = MONTHS.iter().position(english) {
        return Some(at as u32 + 1);
    }
    match found(&|name| name == said) {
        (None, _) => {}
        (one, None) => return one,
        _ => return None,
    }
    match found(&|name| begins(name, &said)) {
        (one, None) => one,
        _ => None,
    }
}

/// Whether a word is a day of the week, in full or cut to two letters or more.
pub(super) fn is_weekday(word: &str) -> bool {
    let said = folded(word);
    said.chars().count() > 1 && DAYS.split(' ').any(|day| day.starts_with(&said))
}

/// Whether a word says nothing in a date.
pub(super) fn says_nothing(word: &str) -> bool {
    BETWEEN.contains(&folded(word).as_str())
}

/// Whether words mark the hours after noon (`true`) or those before it: `p. m.`, `nachm.`, `午後`.
pub(super) fn half(words: &str) -> Option<bool> {
    let said: String = folded(words).chars().filter(|c| c.is_alphanumeric()).collect();
    let after = AFTER_NOON.contains(&said.as_str());
    (after || BEFORE_NOON.contains(&said.as_str())).then_some(after)
}

fn begins(name: &str, said: &str) -> bool {
    said.chars().count() > 2 && name.starts_with(said)
}

/// A word in small letters, those of Latin and Greek without accents.
fn folded(word: &str) -> String {
    let plain = |c: char| match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ą' => 'a',
        'č' | 'ç' | 'ć' => 'c',
        'é' | 'è' | 'ê' | 'ë' | 'ě' | 'ę' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ı' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ó' | 'ò' | 'ô' | 'ö' | 'ø' | 'õ' => 'o',
        'ř' => 'r',
        'š' | 'ş' | 'ś' => 's',
        'ú' | 'ù' | 'û' | 'ü' | 'ů' => 'u',
        'ý' => 'y',
        'ž' | 'ź' | 'ż' => 'z',
        'ğ' => 'g',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ΐ' | 'ϊ' => 'ι',
        'ό' => 'ο',
        'ύ' => 'υ',
        'ώ' => 'ω',
        other => other,
    };
    // What is written as a letter with a mark of its own, or a capital I with a point, loses the mark.
    let marks = |c: &char| !('\u{300}'..='\u{36f}').contains(c);
    word.to_lowercase().chars().filter(marks).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_many_languages() {
        let august =
            ["Aug", "août", "aout", "AOÛT", "agosto", "augustus", "sierpnia", "Ağustos", "августа", "Awst", "elok"];
        for name in august {
            assert_eq!(month(name), Some(8), "{name}");
        }
        for (name, number) in
            [("März", 3), ("mrt", 3), ("Mar", 3), ("marras", 11), ("déc", 12), ("juil", 7), ("mája", 5)]
        {
            assert_eq!(month(name), Some(number), "{name}");
        }
    }

    #[test]
    fn what_two_months_share_is_none() {
        // November in Poland, October in Croatia; June or July in France.
        for name in ["listopada", "jui", "lip", "m", "ja", "soon", ""] {
            assert_eq!(month(name), None, "{name}");
        }
    }

    #[test]
    fn halves_of_the_day_are_known() {
        for text in ["p. m.", "PM", "nachm.", "下午", "μ.μ."] {
            assert_eq!(half(text), Some(true), "{text}");
        }
        for text in ["a.m.", "vorm.", "π.μ."] {
            assert_eq!(half(text), Some(false), "{text}");
        }
        assert_eq!(half("MEZ"), None);
    }
}
