// P6: a second professional, with the customer's consent.

import { linkOf } from "../support/mailbox.ts";
import { enterConversation, enterWorkspace, message } from "../support/sample.ts";
import { type Someone, expect, test } from "../support/test.ts";

/** Fills and sends the question. */
async function ask(olli: Someone, email: string, through: string) {
  await olli.page.getByLabel("Work email").fill(email);
  await olli.page.getByLabel("Purpose").fill("Advice on housing");
  await olli.page.getByLabel("Everything, earlier conversations as well").check();
  await olli.page.getByLabel("Last day").fill(through);
  await olli.page.getByRole("button", { name: "Ask for consent" }).click();
  await olli.settled();
}

test("nobody joins without consent, and it ends by one click", async ({ someone, mailbox }) => {
  const [olli, aino, kaisa] = [await someone(), await someone(), await someone()];
  await enterWorkspace(olli, "Olli Ohjaaja");
  const workspace = new URL(olli.page.url()).pathname;
  await olli.page.getByRole("link", { name: "Who takes part", exact: true }).click();
  await expect(olli.page.getByText("Nobody else has been asked to join.")).toBeVisible();
  await olli.settled();

  // Mistakes are told, and nothing typed is lost.
  await ask(olli, "nobody@example.org", "2020-01-01");
  await expect(olli.mistake("No professional in this service")).toHaveCount(0);
  await expect(olli.page.getByLabel("Work email")).toHaveValue("nobody@example.org");
  await expect(olli.page.getByLabel("Last day")).toHaveAttribute("aria-invalid", "true");
  await ask(olli, "nobody@example.org", "2026-03-15");
  await expect(olli.mistake("No professional in this service")).toBeVisible();
  await ask(olli, "kaisa@example.org", "2026-03-15");
  await expect(olli.page.getByText("Waiting for the customer's answer")).toBeVisible();
  await olli.audit();

  await kaisa.open(workspace);
  await kaisa.signInAs("Kaisa Ohjaaja");
  expect((await kaisa.open(workspace))?.status()).toBe(404);

  // The customer is told by mail, and the link survives the sign-in (U4).
  await expect.poll(() => mailbox.to("aino@example.org").at(-1)?.text).toContain("/people");
  const letter = mailbox.to("aino@example.org").at(-1);
  if (!letter) throw new Error("no letter");
  await aino.open(linkOf(letter));
  await aino.signInAs("Aino Esimerkki");
  await expect(aino.page.getByText("Advice on housing")).toBeVisible();
  await expect(aino.page.getByLabel("Only what is written after the consent")).toBeChecked();
  await aino.audit();
  await aino.page.getByRole("button", { name: "Give consent" }).click();
  await expect(aino.page.getByText("Takes part", { exact: true })).toBeVisible();
  await aino.settled();

  // From now on: what was written before is not there.
  expect((await kaisa.open(workspace))?.status()).toBe(200);
  await expect(kaisa.page.getByText("You can see what was written after")).toBeVisible();
  await expect(kaisa.page.getByText("Ensimmäinen tapaaminen")).toHaveCount(0);
  await expect(kaisa.page.getByRole("link", { name: "Internal notes" })).toHaveCount(0);
  await kaisa.audit();
  await kaisa.page.getByRole("link", { name: "Start a conversation" }).click();
  await kaisa.settled();
  await kaisa.page.getByLabel("Subject").fill("Housing");
  await message(kaisa).fill("Hello from Kaisa");
  await kaisa.page.getByRole("button", { name: "Send" }).click();
  await expect(
    kaisa.page.getByRole("listitem").filter({ hasText: "Hello from Kaisa" }),
  ).toBeVisible();

  await aino.open(workspace);
  await expect(aino.page.getByText("Kaisa Ohjaaja").first()).toBeVisible();
  await aino.page.getByRole("link", { name: "Who has viewed" }).click();
  await expect(
    aino.page.getByRole("listitem").filter({ hasText: "Kaisa Ohjaaja" }).first(),
  ).toBeVisible();

  await aino.open(`${workspace}/people`);
  await aino.page.getByRole("button", { name: "Withdraw consent" }).click();
  await aino.confirm("Withdraw consent");
  await expect(aino.page.getByText("The customer withdrew the consent")).toBeVisible();
  await aino.audit();
  expect((await kaisa.open(workspace))?.status()).toBe(404);
  await kaisa.open("/workspaces");
  await expect(kaisa.page.getByText("Opintojen jatkaminen")).toHaveCount(0);
  await expect.poll(() => mailbox.to("kaisa@example.org").length).toBe(2);
});

test("a customer says no, and a professional leaves", async ({ someone }) => {
  const [olli, aino, kaisa] = [await someone(), await someone(), await someone()];
  await enterConversation(olli, "Olli Ohjaaja");
  await enterWorkspace(aino, "Aino Esimerkki");
  const people = `${new URL(aino.page.url()).pathname}/people`;
  await olli.open(people);
  await ask(olli, "kaisa@example.org", "2026-03-15");
  await expect(olli.page.getByText("Waiting for the customer's answer")).toBeVisible();

  // The workspace says that somebody asks.
  await aino.open(people.replace("/people", ""));
  await aino.page.getByRole("link", { name: "View and answer" }).click();
  await aino.settled();
  await aino.page.getByRole("button", { name: "Do not consent" }).click();
  await expect(aino.page.getByText("The customer did not consent")).toBeVisible();

  await olli.open(people);
  await ask(olli, "kaisa@example.org", "2026-03-15");
  await aino.open(people);
  await aino.page.getByLabel("Everything, earlier conversations as well").check();
  await aino.page.getByRole("button", { name: "Give consent" }).click();
  await expect(aino.page.getByText("Takes part", { exact: true })).toBeVisible();

  await enterConversation(kaisa, "Kaisa Ohjaaja");
  await kaisa.open(people);
  await expect(kaisa.page.getByText("The customer did not consent")).toHaveCount(0);
  await kaisa.page.getByRole("button", { name: "Leave the workspace" }).click();
  await kaisa.confirm("Leave the workspace");
  await expect(kaisa.page).toHaveURL(/\/workspaces#outcome$/);
  expect((await kaisa.open(people))?.status()).toBe(404);
});
