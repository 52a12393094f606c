//! What the server functions cost others: each says so beside itself, by [`operation`], and the
//! server counts by it. Limits belong to operations, not to the strings of their addresses.

/// What asking for an operation costs somebody else, and so by which limit it is counted. All of
/// them count as requests of an address and of a person as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// No more than a request.
    Ordinary,
    /// Puts something into a workspace.
    Sending,
    /// Searches: everything that a workspace holds is opened.
    Searching,
    /// Mails somebody who may not know of it, or tells whether somebody is there.
    Inviting,
    /// Mails those who take part.
    Notifying,
}

/// A server function and its cost.
#[derive(Debug)]
pub struct Operation {
    /// The function's address.
    pub path: &'static str,
    /// Its cost.
    pub cost: Cost,
}

leptos::server_fn::inventory::collect!(Operation);

/// Every operation that was declared.
pub fn operations() -> impl Iterator<Item = &'static Operation> {
    leptos::server_fn::inventory::iter::<Operation>()
}

/// Declares the cost of a server function, beside it: `operation!(SendMessage: Sending);`
macro_rules! operation {
    ($function:ident: $cost:ident) => {
        leptos::server_fn::inventory::submit! {
            $crate::operation::Operation {
                path: <$function as leptos::server_fn::ServerFn>::PATH,
                cost: $crate::operation::Cost::$cost,
            }
        }
    };
}

pub(crate) use operation;
