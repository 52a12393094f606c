//! Files of a workspace (W1).

use crate::id::FileId;
use serde::{Deserialize, Serialize};

/// The longest name of a file, in characters.
pub const NAME_LENGTH: usize = 150;

/// How many files one message may bring.
pub const FILES_OF_A_MESSAGE: usize = 10;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $media:literal, [$($extension:literal),*]);* $(;)?) => {
        /// The kinds of files that are taken. What a file is, its content says, not its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum FileKind { $($(#[$doc])* $name),* }

        impl FileKind {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Its media type.
            pub fn media_type(self) -> &'static str {
                match self { $(Self::$name => $media),* }
            }

            /// How names of such files end, the usual ending first.
            pub fn extensions(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$($extension),*]),* }
            }
        }
    };
}

kinds! {
    /// A photograph.
    Jpeg = "image/jpeg", ["jpg", "jpeg", "jfif"];
    /// A picture.
    Png = "image/png", ["png"];
    /// A picture.
    Gif = "image/gif", ["gif"];
    /// A picture.
    Webp = "image/webp", ["webp"];
    /// A photograph of a telephone.
    Heif = "image/heif", ["heic", "heif"];
    /// A document with pages.
    Pdf = "application/pdf", ["pdf"];
    /// Plain text, in whatever encoding.
    Text = "text/plain", ["txt", "csv", "md", "log"];
    /// A text with formatting.
    Rtf = "application/rtf", ["rtf"];
    /// A text document.
    Odt = "application/vnd.oasis.opendocument.text", ["odt"];
    /// A spreadsheet.
    Ods = "application/vnd.oasis.opendocument.spreadsheet", ["ods"];
    /// A presentation.
    Odp = "application/vnd.oasis.opendocument.presentation", ["odp"];
    /// A text document.
    Doc = "application/msword", ["doc"];
    /// A spreadsheet.
    Xls = "application/vnd.ms-excel", ["xls"];
    /// A presentation.
    Ppt = "application/vnd.ms-powerpoint", ["ppt"];
    /// A text document.
    Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"];
    /// A spreadsheet.
    Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"];
    /// A presentation.
    Pptx = "application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"];
}

impl FileKind {
    /// The kind with a media type.
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.media_type() == media_type)
    }

    /// Whether every browser shows it as a picture.
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif | Self::Webp)
    }

    /// Whether browsers open it themselves, without harm.
    pub fn opens(self) -> bool {
        self.is_picture() || matches!(self, Self::Pdf | Self::Text)
    }
}

/// Whether a file can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FileState {
    /// It can.
    Ready,
    /// Not yet: it is being looked at for harmful content.
    Checking,
    /// No: it holds harmful content, and was removed.
    Harmful,
    /// Too large to be looked at: nobody gets it.
    Unchecked,
}

/// A file as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileView {
    /// Its id.
    pub id: FileId,
    /// Its name: data only, never a path.
    pub name: String,
    /// Its kind.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it can be had.
    pub state: FileState,
}
