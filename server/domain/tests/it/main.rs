//! The rules on real databases. Every test runs on SQLite and on PostgreSQL.

mod access;
mod audit;
mod conversation;
mod invitation;
mod life;
mod package;
mod schema;
mod secrecy;
mod session;
