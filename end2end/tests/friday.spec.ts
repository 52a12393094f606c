// W9: a counselor's day begins with what waits; a customer's too.

import { expect, test } from "../support/test.ts";

test.use({ friday: true });

test("a counselor sees what waits, and filters the rest", async ({ someone }) => {
  const olli = await someone();
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  await expect(olli.page.getByText("41 workspaces.")).toBeVisible();
  const rows = olli.page.getByRole("row").filter({ has: olli.page.getByRole("link") });
  await expect(rows).toHaveCount(8);
  await expect(rows.filter({ hasText: "Maija Malli" })).toContainText("asks for reactivation");
  await expect(rows.filter({ hasText: "Sami Malli" })).toContainText("Identity to confirm");
  await olli.audit();

  await olli.page.getByRole("link", { name: "All 41" }).click();
  await expect(rows).toHaveCount(25);
  await olli.page.getByRole("link", { name: "Next page" }).click();
  await expect(rows).toHaveCount(16);
  await olli.page.getByRole("link", { name: /^Inactive/ }).click();
  await expect(rows).toHaveCount(8);
  await expect(rows.first()).toContainText("Inactive");
  await olli.audit();

  // What was read waits no longer.
  await olli.page.getByRole("link", { name: /^Waiting for me/ }).click();
  await olli.page.getByRole("link", { name: /Pekka Testi/ }).click();
  await olli.page.getByRole("link", { name: "Ohjaus" }).click();
  await olli.settled();
  await olli.open("/workspaces");
  await expect(rows).toHaveCount(7);
});

test("a customer sees what is new, and what is kept until when", async ({ someone }) => {
  const aino = await someone();
  await aino.open("/workspaces");
  await aino.signInAs("Aino Esimerkki");
  await expect(aino.page.getByRole("heading", { name: "Hello Aino" })).toBeVisible();
  await expect(aino.page.getByText("One thing is waiting for you.")).toBeVisible();
  await expect(aino.page.getByText("Only you can see this.")).toBeVisible();
  await aino.audit();
  await aino.page.getByRole("link", { name: "You have 2 new messages" }).click();
  await expect(aino.page.getByRole("heading", { name: "Ensimmäinen tapaaminen" })).toBeVisible();
  await aino.settled();
  await aino.open("/workspaces");
  await expect(aino.page.getByText("Nothing is waiting for you just now.")).toBeVisible();
});
