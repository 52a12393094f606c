//! Mail is handed over by real SMTP: once, to one person each, protected, and later when it cannot
//! be now.

use crate::{
    app::App,
    log::Log,
    mail_server::{MailServer, Protection},
};
use chrono::TimeDelta;
use figment::{
    Figment,
    providers::{Format, Toml},
};
use server::{
    config::MailConfig,
    mail::{Mailer, deliver_due},
};
use std::path::Path;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

fn mailer(port: u16, url: &str, rest: &str) -> Mailer {
    let text = format!("host = 'localhost'\nport = {port}\nfrom = 'Luotsi <no-reply@example.org>'\n{rest}");
    let config: MailConfig = Figment::from(Toml::string(&text)).extract().unwrap();
    Mailer::new(&config, url).unwrap()
}

#[tokio::test]
async fn letters_wait_while_nobody_takes_them_and_are_handed_over_once() {
    let app = App::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let mailer = mailer(port, &app.url, "tls = 'off'");
    deliver_due(&app.services, &mailer).await.unwrap();

    let server = MailServer::at(port, Protection::None).await;
    // Not due again before a minute has gone.
    deliver_due(&app.services, &mailer).await.unwrap();
    assert_eq!(server.emails().len(), 0);
    app.clock.advance(TimeDelta::minutes(1)).unwrap();
    deliver_due(&app.services, &mailer).await.unwrap();
    deliver_due(&app.services, &mailer).await.unwrap();

    let emails = server.emails();
    let to: Vec<&str> = emails.iter().map(|(to, _)| to.as_str()).collect();
    assert_eq!(to, ["RCPT TO:<aino@example.org>", "RCPT TO:<eero@example.org>"]);
    for (_, text) in emails {
        assert!(text.contains("text/plain") && text.contains("text/html"), "both kinds");
        assert!(!text.contains("Opintojen") && !text.contains("Asumisen"), "U5: no content, no title");
    }
}

#[tokio::test]
async fn emails_say_who_wrote_them_and_that_no_program_need_answer() {
    let app = App::start().await;
    let server = MailServer::start(Protection::None).await;
    deliver_due(&app.services, &mailer(server.port, &app.url, "tls = 'off'")).await.unwrap();
    let emails = server.emails();
    assert_eq!(emails.len(), 2);
    for (_, text) in emails {
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let of =
            |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned();
        assert!(of("Message-ID: <").ends_with("@example.org>"), "RFC 5322 3.6.4: {head}");
        assert_eq!(of("Auto-Submitted: "), "auto-generated", "RFC 3834 5");
        let whole = body.replace("=\r\n", "").replace("=3D", "=");
        assert!(whole.contains("<!DOCTYPE html><html lang=\"fi\"><head>"), "{whole}");
        assert!(whole.contains("<title>"), "{whole}");
    }
}

#[tokio::test]
async fn n4_an_address_is_refused_for_good_only_where_the_server_says_so_of_the_address() {
    let refused = async |app: &App| {
        use sea_orm::{ConnectionTrait, Statement};
        let db = app.services.database.read();
        let sql = "SELECT COUNT(*) AS n FROM workspace WHERE address_refused_at IS NOT NULL";
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        row.unwrap().try_get::<i64>("", "n").unwrap()
    };
    for (refusal, marked) in [
        ("550 5.1.1 no such user", 2),
        ("553 nobody of that name", 2),
        ("550 5.7.1 relay denied", 0),
        ("450 4.2.1 try again", 0),
        ("530 5.7.0 authenticate first", 0),
    ] {
        let app = App::start().await;
        let server = MailServer::start(Protection::None).await;
        let mailer = mailer(server.port, &app.url, "tls = 'off'");
        server.refuse(Some(refusal));
        deliver_due(&app.services, &mailer).await.unwrap();
        assert_eq!(refused(&app).await, marked, "{refusal}");
        // Nothing is lost, and an address that takes mail again is good again.
        server.refuse(None);
        app.clock.advance(TimeDelta::minutes(1)).unwrap();
        deliver_due(&app.services, &mailer).await.unwrap();
        assert_eq!((server.emails().len(), refused(&app).await), (2, 0), "{refusal}");
    }
}

fn trusting(server: &MailServer, folder: &Path, tls: &str) -> String {
    let file = folder.join("authority.pem");
    std::fs::write(&file, &server.certificate).unwrap();
    format!("tls = '{tls}'\nca_file = '{}'", file.display())
}

#[tokio::test]
async fn letters_are_protected_on_their_way_by_both_kinds_of_tls() {
    for (protection, tls) in [(Protection::Starttls, "starttls"), (Protection::Wrapped, "wrapped")] {
        let app = App::start().await;
        let folder = tempfile::tempdir().unwrap();
        let server = MailServer::start(protection).await;
        let mailer = mailer(server.port, &app.url, &trusting(&server, folder.path(), tls));
        deliver_due(&app.services, &mailer).await.unwrap();
        assert_eq!(server.emails().len(), 2, "{tls}");
        assert_eq!(server.said_in_the_clear(), 0, "{tls}");
    }
}

#[tokio::test]
async fn nothing_is_handed_over_without_protection_or_to_somebody_else() {
    let folder = tempfile::tempdir().unwrap();
    // Somebody on the way has taken STARTTLS out of the answer; nobody vouches for the certificate.
    for (protection, trusted) in [(Protection::None, true), (Protection::Starttls, false)] {
        let app = App::start().await;
        let server = MailServer::start(protection).await;
        let rest =
            if trusted { trusting(&server, folder.path(), "starttls") } else { "tls = 'starttls'".into() };
        deliver_due(&app.services, &mailer(server.port, &app.url, &rest)).await.unwrap();
        assert_eq!((server.emails().len(), server.said_in_the_clear()), (0, 0));
        assert_eq!(
            domain::ground::outbox::newest(&app.services, 10).await.unwrap().len(),
            2,
            "they stay in the outbox"
        );
    }
}

/// A mail server that knows nobody, and says so with the address.
async fn knows_nobody(listener: TcpListener) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 here\r\n").await.unwrap();
        let mut line = String::new();
        while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
            let answer = match line.get(..4) {
                Some("RCPT") => format!("550 5.1.1 {} is unknown\r\n", line.trim()),
                Some("QUIT") => break,
                _ => "250 yes\r\n".to_owned(),
            };
            stream.write_all(answer.as_bytes()).await.unwrap();
            line.clear();
        }
    }
}

#[tokio::test]
async fn u5_what_a_mail_server_answers_is_logged_without_its_words() {
    let app = App::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(knows_nobody(listener));
    let log = Log::default();
    let _guard = log.listen();
    deliver_due(&app.services, &mailer(port, &app.url, "tls = 'off'")).await.unwrap();
    let lines = log.lines();
    let refused: Vec<_> =
        lines.iter().filter(|line| line["fields"]["message"] == "email not handed over").collect();
    assert_eq!(refused.len(), 2);
    assert!(refused.iter().all(|line| line["fields"]["error"] == "refused for good (550)"));
    assert!(!log.text().contains("example.org"));
}
