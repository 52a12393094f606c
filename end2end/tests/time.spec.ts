// What a main user does to many workspaces, and what a counselor says of their time, as people meet
// it: on their pages, and in the mails that a real mail server receives.

import { linkOf } from "../support/mailbox.ts";
import { expect, test } from "../support/test.ts";

test("a main user closes all of one counselor, and the customer is told", async ({
  someone,
  mailbox,
}) => {
  const paula = await someone();
  await paula.open("/workspaces");
  await paula.signInAs("Paula Pääkäyttäjä");
  await expect(paula.page.getByRole("heading", { name: "Coming weeks" })).toBeVisible();
  await paula.page.getByRole("link", { name: "Workspaces" }).click();
  await expect(paula.page.getByRole("checkbox", { name: "Workspace 1" })).toBeVisible();
  await expect(paula.page.getByText("Opintojen")).toHaveCount(0);

  // Nothing chosen is said, and nothing is done.
  await paula.settled();
  await paula.page.getByRole("button", { name: "Preview" }).click();
  await expect(paula.mistake("Choose an option.")).toBeVisible();
  await paula.audit();

  await paula.page.getByLabel("Which workspaces").selectOption("Olli Ohjaaja");
  await paula.page.getByLabel("Reason").selectOption("The counselor has left");
  await paula.page.getByRole("button", { name: "Preview" }).click();
  await expect(
    paula.page.getByText("Workspaces that will change: 2 of 2. Nothing has been changed yet."),
  ).toBeVisible();
  const preview = paula.page.getByRole("listitem").filter({ hasText: "Workspace 1" });
  await expect(preview).toContainText("Becomes inactive, can be reactivated until 30 April 2026");
  await paula.settled();
  await paula.audit();
  await paula.page.getByRole("button", { name: "Confirm and start" }).click();
  await expect(async () => {
    if (!paula.scripts) await paula.page.reload();
    await expect(paula.page.getByText("Done. Workspaces: 2.")).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  await paula.audit();

  await expect(() => {
    expect(mailbox.to("aino@example.org").at(-1)?.subject).toBe("Ohjaustilasi on suljettu");
  }).toPass({ timeout: 30_000 });
  const told = mailbox.to("aino@example.org").at(-1);
  expect(told?.text).toContain("Syy: ohjaaja ei enää työskentele organisaatiossa.");
  const aino = await someone();
  await aino.open(told ? linkOf(told) : "/");
  await aino.signInAs("Aino Esimerkki");
  await expect(aino.page.getByText("so only they can reactivate it")).toBeVisible();
});

test("a policy is tried before it is put in force", async ({ someone }) => {
  const paula = await someone();
  await paula.open("/organisation");
  await paula.signInAs("Paula Pääkäyttäjä");
  for (let month = 0; month < 2; month += 1) await paula.forward("30 days");
  await paula.open("/organisation/policy");
  await expect(paula.page.getByText("Version 1 has been in force")).toBeVisible();
  await paula.page.getByLabel("A workspace stays active for").fill("none");
  await paula.page.getByRole("button", { name: "Preview the effect" }).click();
  await expect(paula.mistake("Enter a whole number from 1 to 240.")).toBeVisible();
  await expect(paula.page.getByLabel("A workspace stays active for")).toHaveValue("none");

  await paula.page.getByLabel("A workspace stays active for").fill("1");
  await paula.page.getByRole("button", { name: "Preview the effect" }).click();
  await expect(
    paula.page.getByText(/would become inactive in the night after .*: 2\./),
  ).toBeVisible();
  await paula.settled();
  await paula.page.getByRole("button", { name: "Put into force" }).click();
  await expect(paula.mistake("This field is required.")).toBeVisible();
  await paula.page.getByLabel("Reason for the change").fill("The law has changed.");
  await paula.page.getByRole("button", { name: "Put into force" }).click();
  await expect(paula.page.getByText("The law has changed.")).toBeVisible();
  await expect(paula.page.getByText("Version 2 has been in force")).toBeVisible();
  await expect(async () => {
    await paula.page.reload();
    await expect(paula.page.getByText("are being applied")).toHaveCount(0);
  }).toPass({ timeout: 30_000 });
  await paula.forward("A day");
  await paula.open("/organisation/workspaces?state=inactive");
  await expect(paula.page.getByRole("checkbox")).toHaveCount(2);
});
