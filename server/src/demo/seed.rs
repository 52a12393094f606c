//! What a new demonstration holds: an organisation, its counselors, and a few workspaces, made by
//! the same rules as all others.

use super::people::{CUSTOMERS, NEIGHBOUR, ORGANISATION, Person, STAFF};
use contract::{
    CounselorDesk, CustomerDesk, OrganisationId, PersonId, WorkspaceDesk,
    conversation::{NewConversation, NewMessage},
    identity_code::IdentityCode,
    person::Language,
    topic::Topic,
    undertaking::VERSION,
    workspace::NewWorkspace,
};
use domain::{
    Services,
    desk::{Counselor, Customer, Desk},
    ground::outbox::{self, Says},
    people::{
        organisation::{NewOrganisation, add, find_by_slug},
        person::{CustomerIdentity, StaffIdentity, StaffRole, grant, undertake, upsert_customer},
    },
};
use std::{collections::HashMap, sync::Arc};

/// Who has which role.
const ROLES: [(&str, StaffRole); 4] = [
    ("olli", StaffRole::Counselor),
    ("kaisa", StaffRole::Counselor),
    ("paula", StaffRole::MainUser),
    ("sirpa", StaffRole::Supervisor),
];

/// Fills an empty database; leaves another alone.
pub async fn seed(services: &Arc<Services>, staff_issuer: &str) -> anyhow::Result<()> {
    if find_by_slug(services.database.read(), ORGANISATION).await?.is_some() {
        return Ok(());
    }
    let organisation = self::organisation(services, ORGANISATION, "Esimerkkilän työllisyyspalvelut").await?;
    let neighbour = self::organisation(services, NEIGHBOUR, "Naapurilan työllisyyspalvelut").await?;
    let mut staff = HashMap::new();
    for (subject, role) in ROLES {
        let id = grant(services, organisation, &identity(staff_issuer, subject), role).await?;
        undertake(services, id, organisation, VERSION).await?;
        staff.insert(subject, id);
    }
    // Whoever goes there for the first time is asked for the undertaking.
    grant(services, neighbour, &identity(staff_issuer, "kaisa"), StaffRole::Counselor).await?;
    let [Some(aino), Some(eero)] = [CUSTOMERS.first(), CUSTOMERS.get(1)] else { return Ok(()) };
    let Some(olli) = staff.get("olli").copied() else { return Ok(()) };
    open_for_aino(services, organisation, olli, aino).await?;
    counselor(services, organisation, olli)
        .create_workspace(NewWorkspace {
            title: "Asumisen suunnittelu".into(),
            topics: vec![Topic::Housing, Topic::Finances],
            email: "eero@example.org".into(),
            identity_code: eero.code.unwrap_or_default().into(),
            language: Language::Fi,
        })
        .await?;
    Ok(())
}

async fn organisation(services: &Services, slug: &str, name: &str) -> domain::Result<OrganisationId> {
    let new = NewOrganisation {
        slug: slug.into(),
        name: name.into(),
        zone: chrono_tz::Europe::Helsinki,
        policy: domain::guidance::workspace::lifecycle::Policy::default(),
    };
    add(services, new).await
}

fn identity(issuer: &str, subject: &str) -> StaffIdentity {
    let name = STAFF.iter().find(|person| person.subject == subject).map_or(subject, |person| person.name);
    StaffIdentity {
        issuer: issuer.into(),
        subject: subject.into(),
        name: name.into(),
        email: Some(format!("{subject}@example.org")),
    }
}

fn counselor(services: &Arc<Services>, organisation: OrganisationId, person: PersonId) -> Desk<Counselor> {
    Desk::new(Arc::clone(services), Counselor { person, organisation })
}

/// A workspace under way, with a conversation from both sides.
async fn open_for_aino(
    services: &Arc<Services>,
    organisation: OrganisationId,
    olli: PersonId,
    aino: &Person,
) -> anyhow::Result<()> {
    let olli = counselor(services, organisation, olli);
    let workspace = olli
        .create_workspace(NewWorkspace {
            title: "Opintojen jatkaminen syksyllä".into(),
            topics: vec![Topic::Studies, Topic::Work],
            email: "aino@example.org".into(),
            identity_code: aino.code.unwrap_or_default().into(),
            language: Language::Fi,
        })
        .await?;
    let tx = services.database.begin().await?;
    let code = IdentityCode::parse(aino.code.unwrap_or_default());
    let code = code.ok_or_else(|| anyhow::anyhow!("a sample identity code is wrong"))?;
    let person = upsert_customer(services, &tx, &CustomerIdentity { code, name: aino.name.into() }).await?;
    tx.commit().await?;
    let aino = Desk::new(Arc::clone(services), Customer(person));
    for email in outbox::newest(services, 1).await? {
        if let Says::Invitation { token, .. } = email.mail.says {
            aino.accept_invitation(token).await?;
        }
    }
    aino.workspace(workspace).await?;
    let message =
        |body: &str| NewMessage { body: body.into(), files: vec![], reply_to: None, reactivate: false };
    let conversation = olli
        .start_conversation(
            workspace,
            NewConversation {
                subject: "Ensimmäinen tapaaminen".into(),
                message: message(
                    "Hei Aino!\n\nTervetuloa ohjaustilaan. Kirjoita tähän ennen tapaamistamme, mitä opintoja \
                     sinulta jäi kesken ja mikä niissä tuntui vaikealta. Ihan lyhyesti riittää.\n\nTerveisin\nOlli",
                ),
            },
        )
        .await?;
    let answer = "Hei!\n\nKesken jäi lähihoitajan tutkinto, siitä puuttuu noin vuosi. Vaikeinta oli \
                  työharjoittelun ja lastenhoidon yhdistäminen.";
    aino.send_message(workspace, conversation, message(answer)).await?;
    let thanks = "Kiitos, tämä auttaa paljon. Selvitän oppilaitoksesta, mitä osa-aikainen harjoittelu \
                  tarkoittaisi, ja kerron tapaamisessa.";
    olli.send_message(workspace, conversation, message(thanks)).await?;
    Ok(())
}
