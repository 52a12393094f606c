// How people come together, and apart (P3, L5, W1): identity confirmed by the counselor, mistakes
// in forms, closing and asking.

import { linkOf } from "../support/mailbox.ts";
import { type Someone, expect, test } from "../support/test.ts";

/** The counselor invites somebody whose identity code is not known. */
async function invite(olli: Someone, email: string) {
  await olli.open("/workspaces/new");
  await olli.page.getByLabel("Title").fill("Working life");
  await olli.page.getByLabel("Customer's email address").fill(email);
  await olli.page.getByLabel("Customer's language").selectOption("en");
  await olli.page.getByRole("button", { name: "Create the workspace" }).click();
  await expect(olli.page.getByRole("heading", { name: "Working life" })).toBeVisible();
  return new URL(olli.page.url()).pathname;
}

/** Somebody opens the newest invitation and signs in. */
async function answer(who: Someone, name: string) {
  await who.open("/demo");
  await who.page.locator('a[href*="/invitations/"]').first().click();
  await who.settled();
  await who.page.getByRole("button", { name: "Sign in to accept" }).click();
  await who.settled();
  await expect(who.page.getByText("you have accepted the invitation of")).toBeVisible();
  // They are in, and not asked again.
  await who.signInAs(name);
}

test("the counselor confirms who has accepted, or refuses them", async ({ someone }) => {
  const olli = await someone();
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  const workspace = await invite(olli, "somebody@example.org");

  const eero = await someone();
  await answer(eero, "Eero Esimerkki");
  await expect(eero.page.getByText("must confirm your identity")).toBeVisible();
  await expect(eero.page.getByText("Working life")).toHaveCount(0);
  await eero.audit();
  expect((await eero.open(workspace))?.status()).toBe(404);

  await olli.open("/workspaces");
  await expect(olli.page.getByText("Identity to confirm")).toBeVisible();
  await olli.open(workspace);
  await expect(olli.page.getByText("Eero Esimerkki accepted the invitation")).toBeVisible();
  await expect(
    olli.page.getByText("Date of birth from the strong identification: 22 July 1950"),
  ).toBeVisible();
  await olli.audit();
  await olli.page.getByRole("button", { name: "No, reject" }).click();
  await olli.confirm("No, reject");
  await expect(
    olli.page.getByRole("heading", { name: "The person who joined was rejected" }),
  ).toBeVisible();
  await olli.page.getByText("Make a new invitation, or correct the address").click();
  await olli.page.getByRole("button", { name: "Make a new invitation" }).click();
  await olli.settled();

  const maija = await someone();
  await answer(maija, "Maija Mallikas");
  await expect(maija.page.getByText("must confirm your identity")).toBeVisible();
  await olli.open(workspace);
  await olli.page.getByRole("button", { name: "Yes, give access to the workspace" }).click();
  await expect(olli.page.getByText("Is this the right person?")).toHaveCount(0);
  await maija.open(workspace);
  await expect(maija.page.getByRole("heading", { name: "Working life" })).toBeVisible();
});

test("who does not want an invitation declines it without signing in", async ({
  someone,
  mailbox,
}) => {
  const olli = await someone();
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  const workspace = await invite(olli, "nobody.wants@example.org");
  await expect.poll(() => mailbox.to("nobody.wants@example.org").length).toBe(1);
  const mail = mailbox.to("nobody.wants@example.org").at(-1);
  if (!mail) throw new Error("no mail");
  await olli.open(workspace);
  await expect(olli.page.getByText("The link has not been opened yet.")).toBeVisible();
  await expect(olli.page.getByRole("button", { name: "Send a reminder" })).toHaveCount(0);

  const visitor = await someone();
  await visitor.open(linkOf(mail));
  await expect(visitor.page.getByText("Olli Ohjaaja from Esimerkkilä")).toBeVisible();
  await expect(visitor.page.getByText("active for 3 months after your last visit")).toBeVisible();
  await visitor.audit();
  await visitor.page.getByRole("button", { name: "I do not want this" }).click();
  await expect(visitor.page.getByRole("dialog")).toContainText("sees that you did not want it");
  await visitor.audit();
  await visitor.page.getByRole("button", { name: "Decline the invitation" }).click();
  await expect(visitor.page.getByRole("status")).toContainText("The invitation was declined.");
  await expect(
    visitor.page.getByRole("heading", { name: "You declined this invitation" }),
  ).toBeVisible();
  await visitor.audit();

  await olli.open("/workspaces");
  await expect(olli.page.getByText("Invitation declined").first()).toBeVisible();
  await olli.open(workspace);
  await expect(
    olli.page.getByRole("heading", { name: "The invitation was declined" }),
  ).toBeVisible();
  await olli.audit();
  // Another one, which the counselor withdraws.
  await olli.page.getByText("Make a new invitation, or correct the address").click();
  await olli.page.getByLabel("Language of the invitation").selectOption("fi");
  await olli.page.getByRole("button", { name: "Make a new invitation" }).click();
  await expect.poll(() => mailbox.to("nobody.wants@example.org").length).toBe(2);
  expect(mailbox.to("nobody.wants@example.org").at(-1)?.text).toContain("kutsuu sinut");
  await olli.page.getByRole("button", { name: "Withdraw the invitation" }).click();
  await olli.audit();
  await olli.page
    .getByRole("dialog")
    .getByRole("button", { name: "Withdraw the invitation" })
    .click();
  await expect(olli.page.locator("#outcome")).toContainText("The invitation was withdrawn.");
  await olli.audit();
});

test("an invitation for somebody else says so, and works for the right one", async ({
  someone,
}) => {
  const maija = await someone();
  await answer(maija, "Maija Mallikas");
  await expect(maija.page.getByText("meant for somebody else")).toBeVisible();
  await maija.audit();
  const eero = await someone();
  await answer(eero, "Eero Esimerkki");
  await expect(eero.page.getByRole("heading", { name: "Asumisen suunnittelu" })).toBeVisible();
});

test("a mistake in a form is named, and nothing typed is lost", async ({ someone }) => {
  const olli = await someone();
  await olli.open("/workspaces/new");
  await olli.signInAs("Olli Ohjaaja");
  await olli.page.getByLabel("Title").fill("Kept <title>");
  await olli.page.getByLabel("Customer's email address").fill("not@an@address");
  await olli.page.getByLabel("Customer's personal identity code").fill("010170-999S");
  await olli.page.getByLabel("Housing").check();
  await olli.page.getByLabel("Customer's language").selectOption("en");
  await olli.page.getByRole("button", { name: "Create the workspace" }).click();
  await expect(olli.mistake("This is not an email address")).toBeVisible();
  await expect(olli.mistake("This is not a valid personal identity code")).toBeVisible();
  await expect(olli.page.getByLabel("Title")).toHaveValue("Kept <title>");
  await expect(olli.page.getByLabel("Customer's email address")).toHaveValue("not@an@address");
  await expect(olli.page.getByLabel("Housing")).toBeChecked();
  await olli.audit();
});

test("what staff closed, the customer can ask for", async ({ someone }) => {
  const olli = await someone();
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  await olli.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await olli.settled();
  const workspace = new URL(olli.page.url()).pathname;
  await olli.page.getByRole("button", { name: "Close the workspace" }).click();
  await olli.page.getByLabel("Reason").selectOption({ label: "The goal was reached" });
  await olli.page.getByLabel("Words to the customer").fill("Well done!\nAll the best.");
  await olli.page.getByRole("button", { name: "Close it now" }).click();
  await expect(olli.page.getByText("This workspace is inactive")).toBeVisible();
  await olli.audit();

  // A page that was left open does not keep quiet when its action comes too late.
  const kept = await olli.page.context().newPage();
  await kept.goto(olli.page.url());
  await kept.waitForLoadState("load");

  const aino = await someone();
  await aino.open(workspace);
  await aino.signInAs("Aino Esimerkki");
  await expect(aino.page.getByText("so only they can reactivate it")).toBeVisible();
  // L8: the reason, and what the counselor says.
  await expect(aino.page.getByText("Reason: The goal was reached.")).toBeVisible();
  await expect(aino.page.getByText("Well done!")).toBeVisible();
  await aino.audit();
  await aino.page.getByRole("button", { name: "Ask for the workspace to be reactivated" }).click();
  await expect(
    aino.page.getByText("You have asked for this workspace to be reactivated"),
  ).toBeVisible();

  await olli.open("/workspaces");
  await expect(olli.page.getByText("Customer asks for reactivation")).toBeVisible();
  await olli.open(workspace);
  await olli.page.getByRole("button", { name: "Reactivate" }).click();
  await expect(olli.page.getByText("This workspace is inactive")).toHaveCount(0);
  const late = kept.getByRole("button", { name: "Reactivate" });
  if (olli.scripts) {
    // It sees by itself what happened.
    await expect(late).toHaveCount(0);
  } else {
    await late.click();
    await expect(kept.getByRole("alert")).toContainText("This was changed at the same time");
  }
  await aino.open(workspace);
  await expect(aino.page.getByRole("link", { name: "Start a conversation" })).toBeVisible();
});

test("who cannot get in is told why", async ({ someone }) => {
  const niilo = await someone();
  await niilo.open("/workspaces");
  await niilo.signInAs("Niilo Näyte");
  await expect(niilo.page.getByText("you have no role in this organisation")).toBeVisible();
  await niilo.audit();
  await niilo.page.getByRole("link", { name: "Try again" }).click();
  await niilo.settled();
  await niilo.signInAs("Aino, identified weakly");
  await expect(niilo.page.getByText("not strong enough")).toBeVisible();
});

test("signing out ends it, and the way back is open", async ({ someone }) => {
  const aino = await someone();
  await aino.open("/workspaces");
  await aino.signInAs("Aino Esimerkki");
  await aino.signOut();
  await expect(aino.page.getByRole("heading", { name: "You have signed out" })).toBeVisible();
  await aino.audit();
  await aino.page.goBack();
  await expect(aino.page.getByText("Aino Esimerkki")).toHaveCount(0);
});
