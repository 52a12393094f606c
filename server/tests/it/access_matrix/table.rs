//! Who may use what. An address that is not in here fails the test, so nobody adds one without
//! saying who may use it.

/// A server function, and what it is asked.
pub type Ask = (&'static str, &'static [(&'static str, &'static str)]);

/// Server functions that everybody may call, because they say nothing of anybody else.
pub const FOR_EVERYBODY: [&str; 15] = [
    "decline_invitation",
    "accept_code",
    "sign_ins",
    "end_sign_in",
    "session_left",
    "stay",
    "describe_invitation",
    "list_workspaces",
    "list_news",
    "dismiss_news",
    "open_contact_details",
    "save_contact_details",
    "withdraw_email",
    "open_email_link",
    "confirm_email",
];

/// The others, with what they are asked; `{w}` and `{c}` stand for the workspace and its conversation.
pub const OF_A_WORKSPACE: [Ask; 32] = [
    ("peek_workspace", &[("id", "{w}")]),
    ("peek_conversation", &[("workspace", "{w}"), ("id", "{c}")]),
    ("open_workspace", &[("id", "{w}")]),
    ("open_conversation", &[("workspace", "{w}"), ("id", "{c}")]),
    ("send_message", &[("workspace", "{w}"), ("conversation", "{c}"), ("body", "x"), ("reactivate", "true")]),
    ("start_conversation", &[("workspace", "{w}"), ("subject", "x"), ("body", "x"), ("reactivate", "true")]),
    ("open_unsent", &[("workspace", "{w}"), ("conversation", "{c}")]),
    (
        "save_draft",
        &[("workspace", "{w}"), ("draft[conversation]", "{c}"), ("draft[subject]", ""), ("draft[body]", "x")],
    ),
    ("take_back", &[("workspace", "{w}"), ("conversation", "{c}"), ("position", "1")]),
    ("open_people", &[("id", "{w}")]),
    (
        "ask_consent",
        &[
            ("id", "{w}"),
            ("email", "nobody@example.org"),
            ("purpose", "x"),
            ("scope", "from_now"),
            ("through", "2020-01-01"),
        ],
    ),
    ("answer_consent", &[("id", "{w}"), ("participation", "{p}")]),
    ("end_participation", &[("id", "{w}"), ("participation", "{p}")]),
    ("open_description", &[("id", "{w}")]),
    ("change_description", &[("id", "{w}"), ("title", "x"), ("language", "fi")]),
    ("open_notes", &[("id", "{w}")]),
    ("add_note", &[("id", "{w}"), ("body", "x")]),
    (
        "change_note",
        &[("id", "{w}"), ("note", "00000000-0000-0000-0000-000000000000"), ("version", "1"), ("body", "x")],
    ),
    ("delete_note", &[("id", "{w}"), ("note", "00000000-0000-0000-0000-000000000000"), ("version", "1")]),
    ("search_workspace", &[("workspace", "{w}"), ("text", "x")]),
    ("open_access_log", &[("id", "{w}")]),
    ("remove_file", &[("workspace", "{w}"), ("file", "{f}")]),
    ("reactivate_workspace", &[("id", "{w}")]),
    ("ask_reactivation", &[("id", "{w}")]),
    (
        "refuse_substitute",
        &[("id", "{w}"), ("substitute", "00000000-0000-0000-0000-000000000000"), ("refuses", "true")],
    ),
    ("close_workspace", &[("id", "{w}")]),
    ("hand_over", &[("id", "{w}"), ("to", "00000000-0000-0000-0000-000000000000")]),
    ("remind_invited", &[("id", "{w}")]),
    ("withdraw_invitation", &[("id", "{w}")]),
    ("invite_again", &[("id", "{w}"), ("email", "new@example.org"), ("identity_code", "")]),
    (
        "confirm_customer",
        &[("id", "{w}"), ("candidate", "00000000-0000-0000-0000-000000000000"), ("is_the_one", "true")],
    ),
    ("accept_invitation", &[("token", "none")]),
];

/// What only a main user may call, of their own organisation (P4).
pub const OF_MAIN_USERS: [Ask; 24] = [
    ("read_colleague_absence", &[("person", "{n}")]),
    ("set_colleague_absence", &[("person", "{n}"), ("first_day", ""), ("last_day", ""), ("substitute", "")]),
    ("end_colleague_absence", &[("person", "{n}")]),
    ("read_staff", &[]),
    (
        "change_role",
        &[("person", "00000000-0000-0000-0000-000000000000"), ("role", "counselor"), ("give", "true")],
    ),
    ("invite_staff", &[("email", "x@example.org"), ("roles[0]", "counselor")]),
    ("withdraw_staff_invitation", &[("id", "00000000-0000-0000-0000-000000000000")]),
    ("list_canned_responses", &[]),
    ("save_canned_response", &[("title", "x"), ("text_fi", "x")]),
    ("remove_canned_response", &[("id", "00000000-0000-0000-0000-000000000000")]),
    ("read_overview", &[]),
    ("administered_workspaces", &[("filter[counselor]", ""), ("filter[state]", ""), ("filter[page]", "1")]),
    (
        "plan_bulk_action",
        &[("kind", "close"), ("reason", "mistake"), ("to", ""), ("all_of", ""), ("selection[0]", "{w}")],
    ),
    ("read_bulk_action", &[("id", "{d}")]),
    ("confirm_bulk_action", &[("id", "{d}")]),
    ("cancel_bulk_action", &[("id", "{d}")]),
    ("read_wording", &[]),
    (
        "set_wording",
        &[
            ("name_fi", ""),
            ("name_sv", ""),
            ("name_en", ""),
            ("sender_fi", ""),
            ("sender_sv", ""),
            ("sender_en", ""),
            ("signature_fi", ""),
            ("signature_sv", ""),
            ("signature_en", ""),
        ],
    ),
    ("set_undertaking", &[("follows", "1"), ("text_fi", ""), ("text_sv", ""), ("text_en", "")]),
    ("read_policy", &[]),
    (
        "try_policy",
        &[("new[active]", "3"), ("new[inactive]", "3"), ("new[archived]", "12"), ("new[hold]", "1")],
    ),
    (
        "set_policy",
        &[("active", "3"), ("inactive", "3"), ("archived", "12"), ("hold", "1"), ("reason", "Laki")],
    ),
    ("place_hold", &[("number", "1"), ("ground", "complaint"), ("until", "2020-01-01")]),
    ("lift_hold", &[("id", "00000000-0000-0000-0000-000000000000")]),
];

/// What only a counselor may call, about themselves.
pub const OF_COUNSELORS: [Ask; 8] = [
    ("search_workspaces", &[("text", "x")]),
    ("canned_responses", &[]),
    ("read_canned_text", &[("workspace", "{w}"), ("id", "00000000-0000-0000-0000-000000000000")]),
    ("save_own_response", &[("title", "x"), ("text_fi", "x")]),
    ("remove_own_response", &[("id", "00000000-0000-0000-0000-000000000000")]),
    ("read_absence", &[]),
    ("set_absence", &[("first_day", ""), ("last_day", ""), ("substitute", "")]),
    ("end_absence", &[]),
];

/// What only a supervisor may call. Of a workspace, only when they have opened it (P8).
pub const OF_SUPERVISORS: [Ask; 5] = [
    ("break_glass_sessions", &[]),
    ("break_glass", &[("number", "99"), ("reason", "A complaint of the customer, number 12.")]),
    ("end_break_glass", &[("id", "{w}")]),
    ("break_glass_workspace", &[("id", "{w}")]),
    ("break_glass_conversation", &[("workspace", "{w}"), ("id", "{c}")]),
];

/// What only they read.
pub const READ_UNBOUND: &str = "read_undertaking";

/// What only staff may call who have not given the undertaking (P9).
pub const OF_UNBOUND: Ask = ("give_undertaking", &[("version", "2"), ("return_to", "/"), ("agreed", "true")]);

/// What only a counselor may call, and belongs to no workspace yet.
pub const CREATE: Ask = (
    "create_workspace",
    &[("title", "x"), ("email", "x@example.org"), ("identity_code", ""), ("language", "fi")],
);

/// What of a workspace only looks.
pub const LOOKING: [&str; 9] = [
    "open_workspace",
    "open_conversation",
    "peek_workspace",
    "peek_conversation",
    "open_unsent",
    "open_people",
    "search_workspace",
    "open_notes",
    "open_description",
];

/// The pages of main users.
pub const OF_ORGANISATION: [&str; 9] = [
    "/organisation/people",
    "/organisation/people/{n}/away",
    "/organisation/canned-responses",
    "/organisation/canned-responses/{r}",
    "/organisation",
    "/organisation/workspaces",
    "/organisation/policy",
    "/organisation/wording",
    "/organisation/bulk-actions/{d}",
];

/// The pages of supervisors.
pub const OF_SUPERVISION: [&str; 3] =
    ["/break-glass/{w}", "/break-glass/{w}/conversations/{c}", "/break-glass/{w}/files/{f}"];

/// Pages of one's own: what they show is of whoever asks.
pub const OWN_PAGES: [&str; 11] = [
    "/workspaces",
    "/workspaces/new",
    "/workspaces/away",
    "/workspaces/saved-replies",
    "/workspaces/saved-replies/{r}",
    "/break-glass",
    "/sign-ins",
    "/contact-details",
    "/contact-details/email/{t}",
    "/news",
    "/news/events",
];

/// Pages that say nothing of anybody.
pub const OPEN_PAGES: [&str; 9] = [
    "/",
    "/sign-in",
    "/sign-in/refused",
    "/reauthenticate",
    "/undertaking",
    "/signed-out",
    "/invitations/{i}",
    "/code",
    "/demo/parts",
];

/// Addresses that are neither pages nor of a workspace, with the method that they take, and what
/// they say to whoever brings nothing: never anything of anybody.
pub const OTHERS: [(&str, &str, u16); 12] = [
    ("GET", "/sign-in/{provider}", 303),
    ("GET", "/sign-in/{provider}/callback", 303),
    ("POST", "/sign-in/{provider}/signed-out", 400),
    ("GET", "/sign-out/{provider}", 303),
    ("GET", "/reauthenticate/begin", 303),
    ("POST", "/language", 303),
    ("POST", "/csp-report", 400),
    ("GET", "/favicon.svg", 404),
    ("GET", "/favicon.ico", 308),
    ("GET", "/robots.txt", 200),
    ("GET", "/.well-known/security.txt", 404),
    ("POST", "/sign-out", 303),
];

/// The pages of a workspace.
pub const PAGES: [&str; 12] = [
    "/workspaces/{w}",
    "/workspaces/{w}/people",
    "/workspaces/{w}/search",
    "/workspaces/{w}/notes",
    "/workspaces/{w}/description",
    "/workspaces/{w}/access",
    "/workspaces/{w}/files/{f}",
    "/workspaces/{w}/events",
    "/workspaces/{w}/new",
    "/workspaces/{w}/conversations/{c}",
    "/workspaces/{w}/package",
    "/workspaces/{w}/letter",
];
