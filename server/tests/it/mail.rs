//! Mail is handed over by real SMTP: once, to one person each, and later when it cannot be now.

use crate::app::App;
use chrono::TimeDelta;
use figment::{
    Figment,
    providers::{Format, Toml},
};
use server::{
    config::MailConfig,
    mail::{Postman, deliver_due},
};
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// A letter as it came: to whom, and its lines.
type Received = Arc<Mutex<Vec<(String, String)>>>;

/// As much of a mail server as takes letters.
async fn serve(listener: TcpListener, received: Received) {
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(take(stream, Arc::clone(&received)));
    }
}

async fn take(stream: TcpStream, received: Received) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    let mut to = Vec::new();
    write.write_all(b"220 test\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.split_once(' ').map_or(line.as_str(), |(word, _)| word) {
            "RCPT" => {
                to.push(line);
                "250 ok"
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut text = String::new();
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    text.push_str(&line);
                    text.push('\n');
                }
                received.lock().unwrap().push((to.join(","), text));
                to.clear();
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        write.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}

fn postman(port: u16, url: &str) -> Postman {
    let text =
        format!("host = '127.0.0.1'\nport = {port}\ntls = 'off'\nfrom = 'Luotsi <no-reply@example.org>'");
    let config: MailConfig = Figment::from(Toml::string(&text)).extract().unwrap();
    Postman::new(&config, url).unwrap()
}

#[tokio::test]
async fn letters_wait_while_nobody_takes_them_and_are_handed_over_once() {
    let app = App::start().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let postman = postman(port, &app.url);
    deliver_due(&app.services, &postman).await.unwrap();

    let received = Received::default();
    let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    tokio::spawn(serve(listener, Arc::clone(&received)));
    // Not due again before a minute has gone.
    deliver_due(&app.services, &postman).await.unwrap();
    assert_eq!(received.lock().unwrap().len(), 0);
    app.clock.advance(TimeDelta::minutes(1)).unwrap();
    deliver_due(&app.services, &postman).await.unwrap();
    deliver_due(&app.services, &postman).await.unwrap();

    let mut letters = received.lock().unwrap().clone();
    letters.sort();
    let to: Vec<&str> = letters.iter().map(|(to, _)| to.as_str()).collect();
    assert_eq!(to, ["RCPT TO:<aino@example.org>", "RCPT TO:<eero@example.org>"]);
    for (_, text) in letters {
        assert!(text.contains("text/plain") && text.contains("text/html"), "both kinds");
        assert!(!text.contains("Opintojen") && !text.contains("Asumisen"), "U5: no content, no title");
    }
}
