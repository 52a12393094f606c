//! The real application, over real HTTP, with the demonstration's provider.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that meets the unexpected has failed"
)]

mod access_matrix;
mod app;
mod broker;
mod configuration;
mod doors;
mod files;
mod floods;
mod hostile_texts;
mod jobs;
mod listen;
mod log;
mod mail;
mod mail_server;
mod once;
mod pages;
mod plain_forms;
mod programs;
mod provider_sign_out;
mod reauthentication;
mod restore;
mod s3;
mod secure;
mod sessions;
mod sign_in;
mod trust_network;
mod two_servers;
mod virus_scan;
