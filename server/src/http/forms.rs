//! Forms: from where they may come, how they are read, and how they go back.

mod again;
pub(crate) mod csrf;
pub(crate) mod kept_forms;
pub(crate) mod multipart_forms;
pub(crate) mod outcome;
pub(crate) mod plain_forms;
