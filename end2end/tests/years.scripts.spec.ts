// Two years of a workspace, moved through by the demonstration's clock, with every mail that a real
// mail server received on the way.

import { execFileSync } from "node:child_process";
import { linkOf } from "../support/mailbox.ts";
import { expect, test } from "../support/test.ts";

const program = process.env.LUOTSI ?? "../target/debug/luotsi";

test("two years go by, and every mail comes on its day", async ({ someone, demo, mailbox }) => {
  // Six hundred days, each with all its jobs.
  test.slow();
  const aino = await someone();
  await aino.open("/workspaces");
  await aino.signInAs("Aino Esimerkki");
  await aino.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await aino.settled();
  const workspace = new URL(aino.page.url()).pathname;
  await expect(aino.page.getByText("Active until 30 April 2026").first()).toBeVisible();

  // The plan of a later day says what that day will bring, and changes nothing.
  const plan = execFileSync(program, [
    ...["lifecycle", "plan", "--demo", demo.folder],
    ...["--on", "2026-03-31", "--format", "json"],
  ]);
  const planned = plan.toString().trim().split("\n");
  expect(planned.map((line) => JSON.parse(line))).toContainEqual({
    organisation: "esimerkkila",
    number: 1,
    do: "notify",
    step: "inactive",
    days: 30,
    through: "2026-04-30",
  });

  const subjects = () => mailbox.to("aino@example.org").map(({ subject }) => subject);
  // The invitation, that something is new which she has not opened, and the notice of the thirtieth day before.
  for (let month = 0; month < 2; month += 1) await aino.forward("30 days");
  const [invitation, news, first] = mailbox.to("aino@example.org");
  expect(invitation?.subject).toBe("Kutsu suojattuun ohjaustilaan");
  expect(news?.subject).toBe("Uutta suojatussa palvelussa");
  expect(first?.subject).toBe("Ohjaustilasi suljetaan 30.4.2026 jälkeen");
  // U4, U5: the link leads to the very workspace, by way of signing in; no content on the way.
  expect(first && linkOf(first)).toBe(workspace);
  const elsewhere = await someone();
  await elsewhere.open(workspace);
  await elsewhere.signInAs("Aino Esimerkki");
  // She came back: the time begins again, and with it the ladder.
  await expect(elsewhere.page.getByText("Active until 30 June 2026").first()).toBeVisible();

  for (let month = 0; month < 19; month += 1) await aino.forward("30 days");
  expect(subjects()).toEqual([
    "Kutsu suojattuun ohjaustilaan",
    "Uutta suojatussa palvelussa",
    "Ohjaustilasi suljetaan 30.4.2026 jälkeen",
    "Ohjaustilasi suljetaan 30.6.2026 jälkeen",
    "Ohjaustilasi suljetaan 30.6.2026 jälkeen",
    "Ohjaustilasi suljetaan 30.6.2026 jälkeen",
    "Ohjaustilasi on nyt suljettu",
    "Ohjaustilasi siirtyy arkistoosi 30.9.2026 jälkeen",
    "Ohjaustilasi siirtyy arkistoosi 30.9.2026 jälkeen",
    "Ohjaustilasi siirtyy arkistoosi 30.9.2026 jälkeen",
    "Ohjaustilasi on nyt arkistossasi",
    "Arkistoitu ohjaustilasi poistetaan 30.9.2027 jälkeen",
    "Arkistoitu ohjaustilasi poistetaan 30.9.2027 jälkeen",
    "Arkistoitu ohjaustilasi poistetaan 30.9.2027 jälkeen",
    "Arkistoitu ohjaustilasi poistetaan 30.9.2027 jälkeen",
    "Ohjaustilasi on poistettu",
  ]);
  for (const letter of mailbox.letters) {
    expect(letter.html, letter.subject).toContain("<p>");
    expect(letter.raw).not.toMatch(/Opintojen|Asumisen|lähihoitaja|010170-999R/);
  }
  const receipt = mailbox.to("aino@example.org").at(-1);
  expect(receipt?.text).toContain("Viestejä oli 3.");
  expect(receipt?.text).toContain("muut henkilötietosi poistettiin");
  // The counselor was told of both steps of both workspaces, in one mail a day.
  const digests = mailbox.to("olli@example.org");
  expect(digests.length).toBeGreaterThan(6);
  expect(digests.some(({ text }) => text.includes("Ohjaustila 1: aktiivinen 30.6.2026 asti"))).toBe(
    true,
  );

  // L7: nothing of her is left, so she is not signed in any more either.
  await aino.open("/workspaces");
  await expect(aino.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await aino.signInAs("Aino Esimerkki");
  await expect(aino.page.getByText("You have no workspaces.")).toBeVisible();
});
