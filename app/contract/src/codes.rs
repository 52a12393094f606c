//! The words of closed lists.

/// Gives each variant of an enum its word, as forms, the database and the audit log write it: `ALL` in
/// this order, `code` and `from_code`.
macro_rules! codes {
    ($list:ident { $($name:ident = $code:literal),+ $(,)? }) => {
        impl $list {
            /// All of them, in the order in which they are offered.
            pub const ALL: [Self; [$($code),+].len()] = [$(Self::$name),+];

            /// The word in forms, in the database and in the audit log.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code),+ }
            }

            /// The one of a word.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

pub(crate) use codes;
