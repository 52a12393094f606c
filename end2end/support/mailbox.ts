// A mail server that takes every letter, and keeps them in the order in which they came.

import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

export interface Letter {
  to: string;
  subject: string;
  text: string;
  html: string;
  raw: string;
}

export class Mailbox {
  readonly letters: Letter[] = [];

  private constructor(private readonly server: SMTPServer) {}

  static async open(): Promise<Mailbox> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData: (stream, session, taken) => {
        const parts: Buffer[] = [];
        stream.on("data", (part: Buffer) => parts.push(part));
        stream.on("end", () => {
          const raw = Buffer.concat(parts);
          const to = session.envelope.rcptTo.map(({ address }) => address).join(" ");
          PostalMime.parse(raw).then((mail) => {
            mailbox.letters.push(read(to, mail, raw.toString()));
            taken();
          }, taken);
        });
      },
    });
    const mailbox = new Mailbox(server);
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    return mailbox;
  }

  get address(): string {
    const address = this.server.server.address();
    if (address === null || typeof address === "string") throw new Error("not listening");
    return `127.0.0.1:${address.port}`;
  }

  to(address: string): Letter[] {
    return this.letters.filter((letter) => letter.to === address);
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => this.server.close(done));
  }
}

function read(to: string, mail: Email, raw: string): Letter {
  return {
    to,
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
    raw,
  };
}

/** The link of a letter, without its origin. */
export function linkOf(letter: Letter): string {
  const link = /http:\/\/127\.0\.0\.1:\d+(\/\S*)/.exec(letter.text);
  if (!link?.[1]) throw new Error(`no link in ${letter.text}`);
  return link[1];
}
