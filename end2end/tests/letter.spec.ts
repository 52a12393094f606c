// P11: somebody without an address of mail gets a letter with a code, and comes in with it.

import { readFileSync } from "node:fs";
import { readDocument } from "../support/document.ts";
import { expect, test } from "../support/test.ts";

test("a customer without an email comes in with the code of a letter", async ({
  someone,
  mailbox,
}) => {
  const olli = await someone();
  await olli.open("/workspaces/new");
  await olli.signInAs("Olli Ohjaaja");
  await olli.page.getByLabel("Title").fill("On paper");
  await olli.page.getByLabel("Customer's personal identity code").fill("220750-999Y");
  await olli.page.getByLabel("Customer's language").selectOption("en");
  await olli.page.getByRole("button", { name: "Create the workspace" }).click();
  await olli.settled();
  await expect(
    olli.page.getByRole("heading", { name: "Give the customer the invitation letter" }),
  ).toBeVisible();
  await olli.audit();
  const link = olli.page.getByRole("link", { name: "Invitation letter (PDF)" });
  const printed = olli.page.waitForEvent("download");
  await link.click();
  const letter = await readDocument(readFileSync(await (await printed).path()));
  const code = /(?:[A-Z0-9]{4}-){3}[A-Z0-9]{4}/.exec(letter.text)?.[0] ?? "";
  expect(code).not.toBe("");
  expect(letter.text).toContain("/code");
  expect(letter.text).not.toContain("On paper");
  expect(letter.info.Language).toBe("en");
  expect(letter.roles.filter((role) => ["H1", "H2", "L"].includes(role)).length).toBeGreaterThan(3);

  const eero = await someone();
  await eero.open("/code");
  await expect(
    eero.page.getByRole("heading", { name: "Enter the code of your invitation" }),
  ).toBeVisible();
  await eero.audit();
  await eero.page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await eero.settled();
  await eero.signInAs("Eero Esimerkki");
  const field = eero.page.getByLabel("Code");
  await field.fill("ABC");
  await eero.page.getByRole("button", { name: "Accept the invitation" }).click();
  await expect(eero.mistake("This is not the code of an invitation")).toBeVisible();
  await expect(field).toHaveValue("ABC");
  await field.fill("AAAA AAAA AAAA AAAA");
  await eero.page.getByRole("button", { name: "Accept the invitation" }).click();
  await expect(eero.mistake("This code does not work")).toBeVisible();
  await eero.audit();
  await field.fill(code.toLowerCase().replaceAll("-", " "));
  await eero.page.getByRole("button", { name: "Accept the invitation" }).click();
  await expect(eero.page.getByRole("heading", { name: "On paper" })).toBeVisible();
  await expect(eero.page.getByText("We have no email address for you")).toBeVisible();
  await eero.audit();

  // Whoever gives an address is written to from then on.
  await eero.page.getByRole("link", { name: "Go to your contact details" }).click();
  await eero.page.getByLabel("New email address").fill("eero.on.paper@example.org");
  await eero.page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => mailbox.to("eero.on.paper@example.org").length).toBe(1);
  await olli.open(new URL(olli.page.url()).pathname);
  await expect(olli.page.getByText("The customer has given no email address")).toBeVisible();

  const paula = await someone();
  await paula.open("/organisation/workspaces?state=unreached");
  await paula.signInAs("Paula Pääkäyttäjä");
  await expect(paula.page.locator(".flag")).toHaveCount(1);
  await paula.audit();
});
