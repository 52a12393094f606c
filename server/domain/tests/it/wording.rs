//! U7: what an organisation calls itself in each language, and what its staff undertake.

use crate::time::audited;
use chrono::TimeDelta;
use contract::{
    ApiError, MainUserDesk, UndertakingDesk, WorkspaceDesk,
    names::Names,
    person::Language,
    undertaking::VERSION,
    wording::{NewUndertaking, Wording},
};
use domain::{
    desk::{Desk, WithoutUndertaking},
    people::{
        organisation::wording::{Letterhead, letterhead},
        person::undertake,
        session::SignedIn,
    },
};
use std::sync::Arc;
use testkit::{Fixture, apply, on_both};

fn names(fi: &str, sv: &str, en: &str) -> Names {
    Names { fi: fi.into(), sv: sv.into(), en: en.into() }
}

#[apply(on_both!)]
async fn u7_a_name_is_read_in_each_language_and_a_missing_sender_is_the_services(kit: Fixture) {
    let (_, aino, id) = kit.active_workspace().await;
    let paula = kit.main_user("Paula").await;
    let before = paula.wording().await.unwrap();
    assert_eq!(before.wording, Wording { name: names("ESIMERKKILA", "", ""), ..Wording::default() });
    assert_eq!((before.undertaking.version, before.undertaking.text), (VERSION, None));
    let nameless = Wording { sender: names("x", "", ""), ..Wording::default() };
    assert!(matches!(paula.set_wording(nameless).await, Err(ApiError::Invalid(_))));
    let new = Wording {
        name: names(" Esimerkkilä ", "", "Example\u{202e}town"),
        sender: names("Esimerkkilän kunta", "", ""),
        signature: names("", "Esimerkkilä\nGatan 1", ""),
    };
    paula.set_wording(new).await.unwrap();
    let head = aino.workspace(id).await.unwrap().head;
    assert_eq!(head.organisation, names("Esimerkkilä", "", "Exampletown"));
    let of = async |language| letterhead(&kit.services, kit.organisation, language).await.unwrap();
    let some = |text: &str| Some(text.to_owned());
    let (organisation, sender, signature) = ("Esimerkkilä".to_owned(), some("Esimerkkilän kunta"), None);
    assert_eq!(of(Language::Fi).await, Letterhead { organisation, sender, signature });
    let (organisation, sender) = ("Esimerkkilä".to_owned(), None);
    let signature = some("Esimerkkilä\nGatan 1");
    assert_eq!(of(Language::Sv).await, Letterhead { organisation, sender, signature });
    let organisation = "Exampletown".to_owned();
    assert_eq!(of(Language::En).await, Letterhead { organisation, ..Letterhead::default() });
    assert_eq!(audited(&kit, "wording_changed").await.len(), 1);
}

#[apply(on_both!)]
async fn p9_u7_a_new_undertaking_is_given_anew_before_anything_else(kit: Fixture) {
    let paula = kit.main_user("Paula").await;
    let (services, organisation) = (&kit.services, kit.organisation);
    // Who signs in by the account that the fixture gives its counselors.
    let olli = kit.person("Olli").await;
    let id = crate::session::of_staff(&kit, "Olli").await;
    let who = async || crate::session::state(&kit, id).await.unwrap();
    undertake(services, olli, organisation, VERSION).await.unwrap();
    assert!(matches!(who().await, SignedIn::Staff(..)));
    let text = || names("Pidän salassa.", "Jag håller hemligt.", "I keep secret.");
    let missing = NewUndertaking { follows: VERSION, text: names("Pidän salassa.", "", "I keep secret.") };
    assert!(
        matches!(paula.set_undertaking(missing).await, Err(ApiError::Invalid(fields)) if fields[0].field == "text_sv")
    );
    paula.set_undertaking(NewUndertaking { follows: VERSION, text: text() }).await.unwrap();
    paula.set_undertaking(NewUndertaking { follows: VERSION, text: text() }).await.unwrap();
    assert_eq!(audited(&kit, "undertaking_changed").await.len(), 1, "the same text is no other one");
    assert!(matches!(who().await, SignedIn::WithoutUndertaking(..)));
    let desk = Desk::new(Arc::clone(services), WithoutUndertaking { person: olli, organisation });
    let asked = desk.undertaking().await.unwrap();
    assert_eq!((asked.version, asked.text), (VERSION + 1, Some(text())));
    assert_eq!(desk.give_undertaking(VERSION).await, Err(ApiError::Conflict), "of an earlier text");
    desk.give_undertaking(VERSION + 1).await.unwrap();
    assert!(matches!(who().await, SignedIn::Staff(..)));
    kit.clock.advance(TimeDelta::minutes(30));
    assert!(matches!(
        paula.set_undertaking(NewUndertaking { follows: VERSION + 1, text: names("a", "b", "c") }).await,
        Err(ApiError::ReauthenticationNeeded)
    ));
}

#[apply(on_both!)]
async fn p9_of_two_new_undertakings_at_once_the_second_is_not_put_over_the_first(kit: Fixture) {
    let paula = kit.main_user("Paula").await;
    let set = async |text: &str| {
        paula.set_undertaking(NewUndertaking { follows: VERSION, text: names(text, text, text) }).await
    };
    let (a, b) = tokio::join!(set("a"), set("b"));
    assert_ne!(a.is_ok(), b.is_ok());
    assert_eq!(a.and(b), Err(ApiError::Conflict));
    assert_eq!(paula.wording().await.unwrap().undertaking.version, VERSION + 1);
}
