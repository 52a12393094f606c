// ASVS 7.5.3: proving again who one is, on the way to something that wants it, and coming back.

import { enterWorkspace } from "../support/sample.ts";
import { expect, test } from "../support/test.ts";

test("who proves that it is them comes back and takes everything home", async ({ someone }) => {
  const aino = await someone();
  await enterWorkspace(aino, "Aino Esimerkki");
  const workspace = new URL(aino.page.url()).pathname;
  await aino.open(
    `/reauthenticate?return_to=${encodeURIComponent(`${workspace}?reauthenticated=true`)}`,
  );
  await aino.audit();
  await aino.page.getByRole("link", { name: "Identify yourself again" }).click();
  await aino.page.getByRole("button", { name: "Aino Esimerkki" }).click();
  await expect(aino.page.getByText("You can download everything now.")).toBeVisible();
  await aino.settled();
  await aino.audit();
  const download = aino.page.waitForEvent("download");
  await aino.page.getByRole("link", { name: "Download everything" }).first().click();
  expect((await download).suggestedFilename()).toMatch(/^luotsi-\d+\.zip$/);
  await expect(aino.page.getByText("You can download everything now.")).toBeVisible();
});

test("somebody else cannot prove it, and nothing changes", async ({ someone }) => {
  const aino = await someone();
  await enterWorkspace(aino, "Aino Esimerkki");
  await aino.open("/reauthenticate?return_to=/sign-ins");
  await aino.page.getByRole("link", { name: "Identify yourself again" }).click();
  await aino.page.getByRole("button", { name: "Eero Esimerkki" }).click();
  await expect(
    aino.page.getByText("a different person from the one who is signed in"),
  ).toBeVisible();
  await aino.audit();
  await aino.open("/workspaces");
  await expect(aino.page.getByRole("link", { name: "Opintojen jatkaminen" })).toBeVisible();
});

test("staff are shown the way out of their account", async ({ someone }) => {
  const olli = await someone();
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  await olli.signOut();
  await expect(olli.page.getByRole("heading", { name: "You have signed out" })).toBeVisible();
  await olli.settled();
  await olli.audit();
  await olli.page.getByRole("link", { name: "Sign out there as well" }).click();
  await expect(olli.page).toHaveURL(/\/signed-out$/);
  await expect(olli.page.getByRole("link", { name: "Sign out there as well" })).toHaveCount(0);
});
