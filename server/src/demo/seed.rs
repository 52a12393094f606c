//! What a new demonstration holds: an organisation, its counselors, and their workspaces, made by the
//! same rules as all others.

mod friday;
mod samples;
mod script;
mod setup;
mod texts;

use self::setup::{Setup, message};
use super::{
    Time,
    people::{CUSTOMERS, NEIGHBOUR, ORGANISATION, Person},
};
use chrono::{DateTime, TimeDelta, Utc};
use contract::{
    CounselorDesk, PersonDesk, PersonId, WorkspaceDesk, absence::NewAbsence, closing::NewClosing,
    contact::NewContactDetails, conversation::NewConversation, topic::Topic,
};
use domain::{
    Services,
    desk::{Counselor, Desk},
    ground::clock::local_date,
    people::{organisation::find_by_slug, person::StaffRole, session},
};
use std::{fs, path::Path, sync::Arc};

/// How much a new demonstration holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SampleSize {
    /// Two workspaces, just begun.
    #[default]
    Few,
    /// Half a year of a counselor's work.
    Friday,
}

/// The file that is there while a demonstration is made.
const UNFINISHED: &str = "unfinished";

/// Fills an empty database; leaves another alone. The clock stands at the end where it stood before.
///
/// # Errors
/// When something fails; and when it was interrupted before, for half a demonstration shows what never is.
pub async fn seed(
    services: &Arc<Services>,
    time: &Time,
    folder: &Path,
    staff_issuer: &str,
    sample: SampleSize,
) -> anyhow::Result<()> {
    let unfinished = folder.join(UNFINISHED);
    anyhow::ensure!(
        !unfinished.exists(),
        "the demonstration in {} was not finished when it was made; remove the folder and start again",
        folder.display()
    );
    if find_by_slug(services.database.read(), ORGANISATION).await?.is_some() {
        return Ok(());
    }
    fs::write(&unfinished, "")?;
    fill(services, time, staff_issuer, sample).await?;
    Ok(fs::remove_file(&unfinished)?)
}

/// What the organisations call themselves in Finnish, Swedish and English.
const NAMES: [[&str; 3]; 2] = [
    [
        "Esimerkkilän työllisyyspalvelut",
        "Esimerkkiläs sysselsättningstjänster",
        "Esimerkkilä Employment Services",
    ],
    ["Naapurilan työllisyyspalvelut", "Naapurilas sysselsättningstjänster", "Naapurila Employment Services"],
];

async fn fill(
    services: &Arc<Services>,
    time: &Time,
    staff_issuer: &str,
    sample: SampleSize,
) -> anyhow::Result<()> {
    let end = services.clock.now();
    if sample == SampleSize::Friday {
        time.clock.set(end - TimeDelta::days(i64::from(script::DAYS)))?;
    }
    let [own, others] = NAMES;
    let setup = Setup::new(services, ORGANISATION, own, staff_issuer).await?;
    let neighbour = Setup::new(services, NEIGHBOUR, others, staff_issuer).await?;
    let olli = setup.employ("olli", StaffRole::Counselor).await?;
    let kaisa = setup.employ("kaisa", StaffRole::Counselor).await?;
    let paula = setup.employ("paula", StaffRole::MainUser).await?;
    setup.employ("sirpa", StaffRole::Supervisor).await?;
    // Whoever goes there for the first time is asked for the undertaking.
    neighbour.grant("kaisa", StaffRole::Counselor).await?;
    let [Some(aino), Some(eero)] = [CUSTOMERS.first(), CUSTOMERS.get(1)] else { return Ok(()) };
    let counselor = setup.counselor(olli);
    // Where customers and those invited can ask whether it is genuine.
    let phone = NewContactDetails { phone: "029 555 0100".into(), ..Default::default() };
    counselor.save_contact_details(phone).await?;
    if sample == SampleSize::Friday {
        texts::write(&setup, paula, &counselor).await?;
        archive_of_aino(&setup, kaisa, aino).await?;
        friday::play(&setup, time, &counselor, end).await?;
        // Everybody was at work all the time.
        session::advance_clock(services, TimeDelta::days(i64::from(script::DAYS))).await?;
        // Months have passed since the counselor signed in.
        plan_absence(&setup.counselor(olli), kaisa, end).await?;
    }
    open_for_aino(&setup, &counselor, aino).await?;
    let topics = [Topic::Housing, Topic::Finances];
    let code = eero.code.unwrap_or_default().into();
    let new = Setup::new_workspace("Asumisen suunnittelu", &topics, "eero@example.org".into(), code);
    counselor.create_workspace(new).await?;
    Ok(())
}

/// A guidance that ended long ago, with another counselor: it is in the customer's archive by now.
async fn archive_of_aino(setup: &Setup, kaisa: PersonId, aino: &Person) -> anyhow::Result<()> {
    let kaisa = setup.counselor(kaisa);
    let code = aino.code.unwrap_or_default().into();
    let new = Setup::new_workspace("Asuminen", &[Topic::Housing], "aino@example.org".into(), code);
    let workspace = kaisa.create_workspace(new).await?;
    let aino = setup.sample_customer(aino).await?;
    setup.accept(aino, "aino@example.org").await?;
    let aino = setup.desk_of(aino);
    aino.workspace(workspace).await?;
    let subject = "Vuokra-asunnon haku".into();
    let first = "Hei Aino!\n\nTässä vuokranantajien yhteystiedot. Soita ensin kahdelle ensimmäiselle.";
    let new = NewConversation { subject, message: message(first) };
    let conversation = kaisa.start_conversation(workspace, new).await?;
    aino.conversation(workspace, conversation, None).await?;
    let thanks = "Kiitos! Sain asunnon heti ensimmäisestä, muutan kuun alussa.";
    aino.send_message(workspace, conversation, message(thanks)).await?;
    kaisa.conversation(workspace, conversation, None).await?;
    kaisa.close(workspace, NewClosing::default()).await?;
    Ok(())
}

/// The counselor will be away for a week, and somebody stands in (W6).
async fn plan_absence(
    counselor: &Desk<Counselor>,
    substitute: PersonId,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let day = |days| local_date(now + TimeDelta::days(days), chrono_tz::Europe::Helsinki).to_string();
    let absence = NewAbsence { first_day: day(10), last_day: day(16), substitute: substitute.to_string() };
    counselor.set_absence(absence).await?;
    Ok(())
}

/// A workspace under way, with a conversation from both sides.
async fn open_for_aino(setup: &Setup, olli: &Desk<Counselor>, aino: &Person) -> anyhow::Result<()> {
    let code = aino.code.unwrap_or_default().into();
    let topics = [Topic::Studies, Topic::Work];
    let new = Setup::new_workspace("Opintojen jatkaminen syksyllä", &topics, "aino@example.org".into(), code);
    let workspace = olli.create_workspace(new).await?;
    let aino = setup.sample_customer(aino).await?;
    setup.accept(aino, "aino@example.org").await?;
    let aino = setup.desk_of(aino);
    aino.workspace(workspace).await?;
    let subject = "Ensimmäinen tapaaminen".into();
    let first = "Hei Aino!\n\nTervetuloa ohjaustilaan. Kirjoita tähän ennen tapaamistamme, mitä opintoja \
                 sinulta jäi kesken ja mikä niissä tuntui vaikealta. Ihan lyhyesti riittää.\n\nTerveisin\nOlli";
    let new = NewConversation { subject, message: message(first) };
    let conversation = olli.start_conversation(workspace, new).await?;
    let answer = "Hei!\n\nKesken jäi lähihoitajan tutkinto, siitä puuttuu noin vuosi. Vaikeinta oli \
                  työharjoittelun ja lastenhoidon yhdistäminen.";
    aino.send_message(workspace, conversation, message(answer)).await?;
    let thanks = "Kiitos, tämä auttaa paljon. Selvitän oppilaitoksesta, mitä osa-aikainen harjoittelu \
                  tarkoittaisi, ja kerron tapaamisessa.";
    olli.send_message(workspace, conversation, message(thanks)).await?;
    Ok(())
}
