//! What an organisation and its counselor have written once for many times: a signature, and saved replies.

use super::setup::Setup;
use contract::{
    CounselorDesk, MainUserDesk, PersonId, canned::NewCannedResponse, names::Names, wording::Wording,
};
use domain::desk::{Counselor, Desk};

/// The organisation's replies: a title, and a text in Finnish, Swedish and English.
const COMMON: [(&str, [&str; 3]); 2] = [
    (
        "Ajanvaraus",
        [
            "Hei {asiakas}!\n\nEhdota kahta tai kolmea aikaa, jotka sopivat sinulle, niin vahvistan niistä yhden.\n\n\
             Terveisin {ohjaaja}\n{organisaatio}",
            "Hej {kund}!\n\nFöreslå två eller tre tider som passar dig, så bekräftar jag en av dem.\n\n\
             Hälsningar {handledare}\n{organisation}",
            "Hello {customer}!\n\nSuggest two or three times that suit you, and I will confirm one of them.\n\n\
             Regards, {counselor}\n{organisation}",
        ],
    ),
    (
        "Puuttuva liite",
        [
            "Hei {asiakas}!\n\nViestistäsi puuttui liite. Voitko lähettää sen vielä täällä?\n\nTerveisin {ohjaaja}",
            "Hej {kund}!\n\nBilagan saknades i ditt meddelande. Kan du skicka den här?\n\nHälsningar {handledare}",
            "",
        ],
    ),
];

/// The counselor's own.
const OWN: (&str, &str) = (
    "Kiitos ja palaan asiaan",
    "Hei {asiakas}!\n\nKiitos viestistäsi. Selvitän asian ja vastaan viimeistään perjantaina.\n\nTerveisin {ohjaaja}",
);

fn names([fi, sv, en]: [&str; 3]) -> Names {
    Names { fi: fi.into(), sv: sv.into(), en: en.into() }
}

fn reply(title: &str, text: Names) -> NewCannedResponse {
    NewCannedResponse { id: None, title: title.into(), text }
}

/// Writes them.
pub async fn write(setup: &Setup, main_user: PersonId, counselor: &Desk<Counselor>) -> anyhow::Result<()> {
    let main_user = setup.main_user(main_user);
    let wording = main_user.wording().await?.wording;
    let signature = names([
        "Asiakaspalvelu avoinna arkisin 9–15, puh. 029 555 0100",
        "Kundservicen är öppen vardagar 9–15, tfn 029 555 0100",
        "Customer service is open on weekdays 9–15, tel. 029 555 0100",
    ]);
    main_user.set_wording(Wording { signature, ..wording }).await?;
    for (title, texts) in COMMON {
        main_user.save_canned_response(reply(title, names(texts))).await?;
    }
    let (title, text) = OWN;
    counselor.save_own_response(reply(title, Names::from(text))).await?;
    Ok(())
}
