//! What islands say: they get their texts as properties, in the reader's language.

/// Texts of an island, by names. They come to the browser as a list: a reader for each name of each island would be
/// as large as the island itself.
macro_rules! texts {
    ($(#[$about:meta])* pub struct $name:ident { $($(#[$about_field:meta])* pub $field:ident,)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(into = "Vec<String>", from = "Vec<String>")]
        pub struct $name {
            $($(#[$about_field])* pub $field: String,)*
        }

        impl From<$name> for Vec<String> {
            fn from(texts: $name) -> Self {
                vec![$(texts.$field,)*]
            }
        }

        impl From<Vec<String>> for $name {
            fn from(texts: Vec<String>) -> Self {
                let mut texts = texts.into_iter();
                Self { $($field: texts.next().unwrap_or_default(),)* }
            }
        }
    };
}
pub(crate) use texts;
