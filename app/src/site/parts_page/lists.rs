//! Lists, tables, tabs, and a conversation.

use super::{Part, signs::life};
use crate::ui::{Face, Icon, IconView, Pager, RowMenu, StateBadge, TimeLeft, WaitingRow};
use contract::life::State;
use leptos::prelude::*;

/// All of it.
#[component]
pub(super) fn Lists() -> impl IntoView {
    view! {
        <Part name="What waits">
            <div class="card flush">
                <ul class="waits">
                    <WaitingRow
                        icon=Icon::Message
                        href="#main".to_owned()
                        title="Olli Ohjaaja has written to you"
                        about="Opintojen jatkaminen syksyllä".to_owned()
                        aside="today 9:12".to_owned()
                        is_urgent=false
                    />
                    <WaitingRow
                        icon=Icon::Download
                        href="#main".to_owned()
                        title="This will soon be deleted for good"
                        about="Asuminen".to_owned()
                        aside="6 days left".to_owned()
                        is_urgent=true
                    />
                </ul>
            </div>
        </Part>
        <Part name="Filters, a list to work from, and pages">
            <ul class="chips">
                <li><a href="#main" aria-current="true">"Waiting for me " <b>"9"</b></a></li>
                <li><a href="#main">"All " <b>"214"</b></a></li>
            </ul>
            <div class="card flush">
                <table class="list">
                    <thead>
                        <tr>
                            <th scope="col">"Customer and title"</th>
                            <th scope="col">"What is waiting"</th>
                            <th scope="col">"Last change"</th>
                            <th scope="col">"State"</th>
                            <th scope="col">"Time left"</th>
                        </tr>
                    </thead>
                    <tbody>
                        <Row name="Aino Esimerkki" waits="2 new messages" state=State::Active days=92 is_unread=true/>
                        <Row name="Maija Malli" waits="" state=State::Inactive days=41 is_unread=false/>
                    </tbody>
                </table>
            </div>
            <Pager page=2 pages=9 total=214/>
            <RowMenu label="Change roles" of="Olli Ohjaaja".to_owned()>
                <li><button type="button" class="link">"Make main user"</button></li>
            </RowMenu>
        </Part>
        <Part name="Tabs">
            <nav class="tabs" aria-label="Sample">
                <ul>
                    <li><a href="#main" aria-current="page"><IconView icon=Icon::Message/> "Conversations"</a></li>
                    <li><a href="#main"><IconView icon=Icon::People/> "Who takes part"</a></li>
                    <li class="staff"><a href="#main"><IconView icon=Icon::Note/> "Internal notes"</a></li>
                </ul>
            </nav>
        </Part>
        <Part name="Figures">
            <dl class="figures">
                <div class="card"><dt>"Active"</dt><dd><strong>"1204"</strong> <span class="quiet">"workspaces now"</span></dd></div>
                <div class="card"><dt>"Inactive"</dt><dd><strong>"311"</strong> <span class="quiet">"can be reactivated"</span></dd></div>
                <div class="card"><dt>"Archived"</dt><dd><strong>"96"</strong> <span class="quiet">"seen by their customers only"</span></dd></div>
            </dl>
        </Part>
        <Part name="A conversation">
            <div class="card flush">
                <div class="thread">
                    <ol class="messages">
                        <li class="day"><span>"26 November 2026"</span></li>
                        <li>
                            <Face name="Olli Ohjaaja".to_owned()/>
                            <div class="message">
                                <p class="message-head"><strong>"Olli Ohjaaja"</strong> " · counselor · 9:04"</p>
                                <div class="message-said"><div class="message-body">"Welcome. How are you?"</div></div>
                            </div>
                        </li>
                        <li class="mine">
                            <div class="message">
                                <p class="message-head"><strong>"You"</strong> " · 12:31"</p>
                                <div class="message-said"><div class="message-body">"Better, thank you."</div></div>
                                <p class="seen">"Read"</p>
                            </div>
                        </li>
                    </ol>
                </div>
            </div>
        </Part>
    }
}

#[component]
fn Row(name: &'static str, waits: &'static str, state: State, days: u64, is_unread: bool) -> impl IntoView {
    let badge = (!waits.is_empty()).then(|| view! { <span class="badge">{waits}</span> });
    view! {
        <tr class=is_unread.then_some("unread")>
            <td>
                <a class="whole" href="#main"><span>{name}</span> " " <span class="quiet">"Opintojen jatkaminen"</span></a>
            </td>
            <td>{badge}</td>
            <td class="quiet">"yesterday"</td>
            <td><StateBadge state/></td>
            <td><TimeLeft line=life(state, days) lasts=92 ends_soon=false/></td>
        </tr>
    }
}
