//! Who one is, and the way in and out.

mod contact_details_page;
mod new_email;
mod reauthenticate_page;
mod refused_page;
mod sign_in_page;
mod sign_ins_page;
mod signed_out_page;
mod undertaking_page;

pub use contact_details_page::ContactDetailsPage;
pub use new_email::ConfirmEmailPage;
pub use reauthenticate_page::ReauthenticatePage;
pub use refused_page::RefusedPage;
pub use sign_in_page::SignInPage;
pub use sign_ins_page::SignInsPage;
pub use signed_out_page::SignedOutPage;
pub use undertaking_page::UndertakingPage;
