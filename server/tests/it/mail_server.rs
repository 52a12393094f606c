//! As much of a mail server as takes emails, in the clear or with TLS.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

/// How it protects what it hears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    None,
    Starttls,
    Wrapped,
}

/// A mail server on this machine, until the test ends.
pub struct MailServer {
    pub port: u16,
    /// Its certificate, as PEM.
    pub certificate: String,
    ear: Ear,
}

/// What it has heard.
#[derive(Clone, Default)]
struct Ear {
    /// To whom, and the lines.
    emails: Arc<Mutex<Vec<(String, String)>>>,
    /// What it answers to whom it does not know.
    refusal: Arc<Mutex<Option<&'static str>>>,
    /// What it was told about emails before STARTTLS.
    clear: Arc<AtomicUsize>,
}

impl MailServer {
    pub async fn start(protection: Protection) -> Self {
        Self::at(0, protection).await
    }

    pub async fn at(port: u16, protection: Protection) -> Self {
        let (certificate, acceptor) = certificate();
        let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let ear = Ear::default();
        tokio::spawn(serve(listener, protection, acceptor, ear.clone()));
        Self { port, certificate, ear }
    }

    /// Every email taken, by recipient.
    pub fn emails(&self) -> Vec<(String, String)> {
        let mut emails = self.ear.emails.lock().unwrap().clone();
        emails.sort();
        emails
    }

    /// Knows nobody from now on, or everybody again.
    pub fn refuse(&self, refusal: Option<&'static str>) {
        *self.ear.refusal.lock().unwrap() = refusal;
    }

    /// How often it was told about an email before STARTTLS.
    pub fn said_in_the_clear(&self) -> usize {
        self.ear.clear.load(Ordering::SeqCst)
    }
}

fn certificate() -> (String, TlsAcceptor) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config =
        ServerConfig::builder_with_provider(tokio_rustls::rustls::crypto::ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
    (made.cert.pem(), TlsAcceptor::from(Arc::new(config)))
}

async fn serve(listener: TcpListener, protection: Protection, acceptor: TlsAcceptor, ear: Ear) {
    while let Ok((stream, _)) = listener.accept().await {
        let (acceptor, ear) = (acceptor.clone(), ear.clone());
        tokio::spawn(async move {
            // A client that does not trust the certificate breaks off: that is its right.
            drop(greet(stream, protection, acceptor, ear).await);
        });
    }
}

async fn greet(
    mut stream: TcpStream,
    protection: Protection,
    acceptor: TlsAcceptor,
    ear: Ear,
) -> std::io::Result<()> {
    match protection {
        Protection::None => talk(stream, &ear).await,
        Protection::Wrapped => talk(acceptor.accept(stream).await?, &ear).await,
        Protection::Starttls => {
            stream.write_all(b"220 test\r\n").await?;
            let mut lines = BufReader::new(&mut stream).lines();
            while let Some(line) = lines.next_line().await? {
                let answer: &[u8] = match line.split_once(' ').map_or(line.as_str(), |(word, _)| word) {
                    "EHLO" => b"250-test\r\n250 STARTTLS\r\n",
                    "STARTTLS" => break,
                    "MAIL" | "RCPT" | "DATA" | "AUTH" => {
                        ear.clear.fetch_add(1, Ordering::SeqCst);
                        b"530 not without\r\n"
                    }
                    _ => b"250 ok\r\n",
                };
                lines.get_mut().write_all(answer).await?;
            }
            stream.write_all(b"220 go on\r\n").await?;
            hear(acceptor.accept(stream).await?, &ear).await
        }
    }
}

async fn talk<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, ear: &Ear) -> std::io::Result<()> {
    stream.write_all(b"220 test\r\n").await?;
    hear(stream, ear).await
}

async fn hear<S: AsyncRead + AsyncWrite + Unpin>(stream: S, ear: &Ear) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut to = Vec::new();
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let said = std::mem::take(&mut line).trim_end().to_owned();
        let answer = match said.split_once(' ').map_or(said.as_str(), |(word, _)| word) {
            "RCPT" => {
                let refusal = *ear.refusal.lock().unwrap();
                if refusal.is_none() {
                    to.push(said);
                }
                refusal.unwrap_or("250 ok")
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                let mut text = String::new();
                while stream.read_line(&mut line).await? > 0 && line.trim_end() != "." {
                    text.push_str(&std::mem::take(&mut line));
                }
                line.clear();
                ear.emails.lock().unwrap().push((to.join(","), text));
                to.clear();
                "250 taken"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
    }
    Ok(())
}
