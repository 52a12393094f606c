// P2: a main user invites somebody to the staff, who signs in with the organisation's account; and
// withdraws the role again, at once.

import { linkOf } from "../support/mailbox.ts";
import { type Someone, expect, test } from "../support/test.ts";

/** The row of somebody: others name them as well, where they could go on with workspaces. */
function rowOf(who: Someone, name: string) {
  const header = who.page.getByRole("rowheader", { name: new RegExp(name) });
  return who.page.getByRole("row").filter({ has: header });
}

test("somebody is invited, comes, and loses the role at once", async ({ someone, mailbox }) => {
  const [paula, niilo] = [await someone(), await someone()];
  await paula.open("/organisation/people");
  await paula.signInAs("Paula Pääkäyttäjä");
  await expect(paula.page.getByRole("row", { name: /Olli Ohjaaja/ })).toBeVisible();
  await paula.audit();

  // What is wrong is said, and what was typed stays.
  await paula.page.getByLabel("Work email").fill("niilo");
  await paula.page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(paula.mistake("This is not an email address")).toBeVisible();
  await expect(paula.page.getByLabel("Work email")).toHaveValue("niilo");
  await paula.settled();
  await paula.page.getByLabel("Work email").fill("niilo@example.org");
  await paula.page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(paula.page.getByRole("heading", { name: "niilo@example.org" })).toBeVisible();
  await paula.settled();
  await paula.audit();

  await expect.poll(() => mailbox.to("niilo@example.org").length, { timeout: 60_000 }).toBe(1);
  const [letter] = mailbox.to("niilo@example.org");
  if (!letter) throw new Error("no letter");
  expect(letter.text).toContain("Paula Pääkäyttäjä");
  await niilo.open(linkOf(letter));
  await niilo.signInAs("Niilo Näyte");
  await niilo.undertake();
  await expect(niilo.page.getByRole("link", { name: "New workspace" })).toBeVisible();

  await paula.open("/organisation/people");
  await expect(paula.page.getByText("No open invitations.")).toBeVisible();
  const row = rowOf(paula, "Niilo Näyte");
  await expect(row.getByText("Signed in today")).toBeVisible();
  await expect(row.getByText("Confidentiality undertaking given on")).toBeVisible();
  await row.getByText("Change roles").click();
  await row.getByRole("button", { name: "Remove the counselor role" }).click();
  const dialog = paula.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Remove the counselor role" }).click();
  await expect(rowOf(paula, "Niilo Näyte")).toHaveCount(0);
  await niilo.open("/workspaces");
  await expect(niilo.page).toHaveURL(/sign-in\?because=gone/);
});

test("workspaces that nobody looks after any more are pointed out", async ({ someone }) => {
  const paula = await someone();
  await paula.open("/organisation/people");
  await paula.signInAs("Paula Pääkäyttäjä");
  const row = rowOf(paula, "Olli Ohjaaja");
  await row.getByText("Change roles").click();
  await row.getByRole("button", { name: "Remove the counselor role" }).click();
  const dialog = paula.page.getByRole("dialog");
  await expect(dialog).toContainText("can no longer open 2 workspaces");
  await dialog.getByRole("button", { name: "Remove the counselor role" }).click();
  await expect(paula.page.locator("#outcome")).toContainText("Choose one of what is offered.");
  await expect(row).toBeVisible();
  await row.getByText("Change roles").click();
  await row.getByRole("button", { name: "Remove the counselor role" }).click();
  await dialog.getByLabel("Who goes on with the workspaces").selectOption({ value: "nobody" });
  await dialog.getByRole("button", { name: "Remove the counselor role" }).click();
  await expect(rowOf(paula, "Olli Ohjaaja")).toHaveCount(0);
  await paula.open("/organisation");
  await expect(
    paula.page.getByRole("heading", { name: "Workspaces without a counselor" }),
  ).toBeVisible();
  await paula.audit();
  if (process.env.SHOTS) {
    await paula.page.screenshot({ path: `${process.env.SHOTS}/left-behind.png`, fullPage: true });
  }
  await paula.page.getByRole("link", { name: "Olli Ohjaaja (2)" }).click();
  await expect(paula.page.getByRole("checkbox")).toHaveCount(2);
});
