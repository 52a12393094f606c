//! Sizes of files in the manner of each language.

use crate::person::Language;

/// A size: `12 kB`, `2,4 MB`; in Finnish `12 kt`, `2,4 Mt` (tavu). As file managers count: a kB is 1000 bytes.
pub fn size(language: Language, bytes: u64) -> String {
    let point = if language == Language::En { '.' } else { ',' };
    let byte = if language == Language::Fi { 't' } else { 'B' };
    let tenths = |unit: u64| {
        let tenths = (bytes * 10).div_ceil(unit);
        let (whole, rest) = (tenths / 10, tenths % 10);
        if whole >= 10 || rest == 0 { whole.to_string() } else { format!("{whole}{point}{rest}") }
    };
    match bytes {
        0..1_000 => format!("{bytes} {byte}"),
        1_000..1_000_000 => format!("{} k{byte}", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{} M{byte}", tenths(1_000_000)),
        _ => format!("{} G{byte}", tenths(1_000_000_000)),
    }
}

#[cfg(test)]
mod tests {
    use super::size;
    use crate::person::Language;

    #[test]
    fn sizes_are_short() {
        for (bytes, fi, en) in [
            (0, "0 t", "0 B"),
            (999, "999 t", "999 B"),
            (1_001, "2 kt", "2 kB"),
            (2_345_678, "2,4 Mt", "2.4 MB"),
            (26_214_400, "26 Mt", "26 MB"),
            (5_000_000_000, "5 Gt", "5 GB"),
        ] {
            assert_eq!((size(Language::Fi, bytes).as_str(), size(Language::En, bytes).as_str()), (fi, en));
        }
    }
}
