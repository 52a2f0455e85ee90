//! The code pages of DOS, which some programs of Windows still write when they export text.

/// What the bytes from 0x80 on stand for: the page, its number, its characters.
const PAGES: [(&str, &str, &str); 4] = [
    (
        "code page 437",
        "437",
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
         └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
    ),
    (
        "code page 850",
        "850",
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
         └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    ),
    (
        "code page 852",
        "852",
        "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐\
         └┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
    ),
    (
        "code page 858",
        "858",
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
         └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
    ),
];

/// A code page of DOS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// What it is called.
    pub(super) name: &'static str,
    characters: &'static str,
}

impl Page {
    /// The page of a label, such as `cp850`, `ibm850` or `850`.
    pub(super) fn named(label: &str) -> Option<Page> {
        let label = label.trim().to_ascii_lowercase();
        let number = ["cp", "ibm", "dos", "oem"].iter().find_map(|before| label.strip_prefix(before)).unwrap_or(&label);
        let number = number.trim_start_matches(['-', '_', ' ']);
        let page = PAGES.iter().find(|(_, known, _)| *known == number)?;
        Some(Page { name: page.0, characters: page.2 })
    }

    /// Reads text; every byte stands for a character.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let upper: Vec<char> = self.characters.chars().collect();
        let character = |byte: &u8| match byte.checked_sub(0x80) {
            Some(at) => upper.get(usize::from(at)).copied().unwrap_or('\u{fffd}'),
            None => char::from(*byte),
        };
        bytes.iter().map(character).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_a_character() {
        for (name, number, characters) in PAGES {
            assert_eq!(characters.chars().count(), 128, "{name}");
            assert_eq!(Page::named(&format!("CP{number}")).map(|page| page.name), Some(name));
        }
    }

    #[test]
    fn letters_are_those_of_the_page() {
        let read = |label: &str, bytes: &[u8]| Page::named(label).unwrap().decode(bytes);
        assert_eq!(read("cp850", b"Zo\x89, M\x81ller, \x9f, \xd5, \xff"), "Zoë, Müller, ƒ, ı, \u{a0}");
        assert_eq!(read("ibm-437", b"Ren\x82 \x9c5 \xe1"), "René £5 ß");
        assert_eq!(read("852", b"\x9dukasz \x86"), "Łukasz ć");
        assert_eq!(read("cp858", b"\xd5"), "€");
        assert_eq!(Page::named("cp1252"), None);
    }
}
