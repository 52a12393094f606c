//! The server: HTTP, sign-in, configuration, mail and the demonstration, around the rules of
//! `domain` and the pages of `app`.

pub mod anchors;
pub mod client_keys;
pub mod commands;
pub mod config;
pub mod demo;
pub mod explain;
pub mod http;
pub mod identity;
pub mod jobs;
pub mod mail;
pub mod tombstones;
