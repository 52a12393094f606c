//! What tells something: type, buttons, states, banners, the line of a life.

use super::Part;
use crate::ui::{Banner, Dialog, Empty, Face, Icon, IconView, Life, StateBadge, TimeLeft, Tone};
use chrono::NaiveDate;
use contract::{
    life::{ClosedBy, State, Timeline},
    person::Side,
};
use leptos::prelude::*;

const ICONS: [Icon; 22] = [
    Icon::Mark,
    Icon::Folder,
    Icon::Chart,
    Icon::Lock,
    Icon::Device,
    Icon::Switch,
    Icon::Out,
    Icon::Shield,
    Icon::Clock,
    Icon::Download,
    Icon::Plus,
    Icon::Message,
    Icon::Check,
    Icon::Eye,
    Icon::People,
    Icon::Search,
    Icon::Note,
    Icon::File,
    Icon::Home,
    Icon::Person,
    Icon::Attention,
    Icon::More,
];

/// A life whose present state ends in so many days, from a fixed day on.
pub(super) fn life(state: State, days: u64) -> Timeline {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let due = match state {
        State::Active => day(2027, 2, 26),
        State::Inactive => day(2027, 5, 26),
        State::Archived => day(2028, 5, 26),
    };
    Timeline {
        today: due - chrono::Days::new(days),
        state,
        closed_by: (state == State::Inactive).then_some(ClosedBy::Counselor),
        created_on: day(2026, 9, 3),
        active_through: day(2027, 2, 26),
        inactive_through: day(2027, 5, 26),
        archived_through: day(2028, 5, 26),
    }
}

const STATES: [State; 3] = [State::Active, State::Inactive, State::Archived];

/// All of it.
#[component]
pub(super) fn Signs() -> impl IntoView {
    let icons = ICONS.map(|icon| view! { <IconView icon/> " " });
    let states = STATES.map(|state| view! { <StateBadge state/> " " });
    let lives = STATES.map(|state| {
        view! { <div class="card"><Life line=life(state, 40) side=Side::Customer/></div> }
    });
    let left = [(State::Active, 140), (State::Active, 20), (State::Inactive, 41), (State::Archived, 6)];
    let left = left.map(|(state, days)| view! { <li><TimeLeft line=life(state, days) lasts=180 ends_soon={days <= 30}/></li> });
    let tones = [Tone::Calm, Tone::Attention, Tone::Trouble];
    let banners = tones.map(|tone| {
        view! { <Banner tone title="A heading"><p>"What has to be known."</p></Banner> }
    });
    view! {
        <Part name="Type">
            <h1>"A heading of the first level"</h1>
            <p class="lead">"A lead that says what the page is for."</p>
            <h2>"A heading of the second level"</h2>
            <p>"A text with " <a href="#main">"a link"</a> " and " <span class="quiet">"something quiet"</span> "."</p>
            <h3>"A heading of the third level"</h3>
        </Part>
        <Part name="Buttons">
            <div class="actions">
                <button type="button" class="button">"Send"</button>
                <button type="button" class="button button-second"><IconView icon=Icon::Download/> "Download"</button>
                <button type="button" class="button button-danger">"Close it now"</button>
                <button type="button" class="button" aria-disabled="true">"Sending"</button>
                <button type="button" class="link">"Withdraw"</button>
                <Dialog id="sample-dialog" label="Close the workspace" explain="It becomes inactive at once.">
                    <button type="button" class="button button-danger">"Close it now"</button>
                </Dialog>
            </div>
        </Part>
        <Part name="An open dialog and an open menu">
            <dialog open class="dialog sample" aria-label="Close the workspace">
                <h3>"Close the workspace"</h3>
                <p>"The workspace becomes inactive at once, and the customer gets an email."</p>
                <div class="actions">
                    <button type="button" class="button button-danger">"Close it now"</button>
                    <button type="button" class="button button-second">"Cancel"</button>
                </div>
            </dialog>
            <details class="menu sample" open>
                <summary><Face name="Olli Ohjaaja".to_owned()/> "Olli Ohjaaja"</summary>
                <ul>
                    <li class="who"><strong>"Olli Ohjaaja"</strong> " " <span class="quiet">"on behalf of Naapurila"</span></li>
                    <li><a href="#main"><IconView icon=Icon::Device/> " Where you are signed in"</a></li>
                    <li><button type="button" class="link"><IconView icon=Icon::Out/> " Sign out"</button></li>
                </ul>
            </details>
        </Part>
        <Part name="Icons and faces">
            <p class="actions">{icons.collect_view()} <Face name="Aino Esimerkki".to_owned()/></p>
        </Part>
        <Part name="States">
            <p class="actions">
                {states.collect_view()}
                <span class="badge">"2 new messages"</span>
                <span class="badge badge-trouble">"last day"</span>
                <span class="flag">"Internal"</span>
            </p>
            {lives.collect_view()}
            <ul class="chips">{left.collect_view()}</ul>
        </Part>
        <Part name="Banners">
            {banners.collect_view()}
            <section class="banner banner-done" role="status"><p>"Message sent."</p></section>
            <Empty title="Nothing here yet" hint="What to do about it."/>
        </Part>
    }
}
