// W9: a counselor's day begins with what waits; a customer's too.

import { expect, test } from "../support/test.ts";

test.use({ friday: true });

test("a counselor sees what waits, and filters the rest", async ({ someone }) => {
  const olli = await someone();
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  await expect(olli.page.getByText("60 workspaces.")).toBeVisible();
  const rows = olli.page.getByRole("row").filter({ has: olli.page.getByRole("link") });
  await expect(rows).toHaveCount(10);
  await expect(rows.filter({ hasText: "Maija Malli" })).toContainText("asks for reactivation");
  await expect(rows.filter({ hasText: "Sami Malli" })).toContainText("Identity to confirm");
  await olli.audit();

  await olli.page.getByRole("link", { name: "All 60" }).click();
  await expect(rows).toHaveCount(25);
  await olli.page.getByRole("link", { name: "Next page" }).click();
  await expect(rows).toHaveCount(25);
  await olli.page.getByRole("link", { name: /^Inactive/ }).click();
  await expect(rows).toHaveCount(12);
  await expect(rows.first()).toContainText("Inactive");
  await olli.audit();

  // What was read waits no longer.
  await olli.page.getByRole("link", { name: /^Waiting for me/ }).click();
  await olli.page.getByRole("link", { name: /Pekka Testi/ }).click();
  await olli.page.getByRole("link", { name: "Ohjaus" }).click();
  await olli.settled();
  await olli.open("/workspaces");
  await expect(rows).toHaveCount(9);
});

test("a counselor finds a workspace, sorts the list, and turns its pages", async ({ someone }) => {
  const olli = await someone();
  await olli.open("/workspaces?show=all");
  await olli.signInAs("Olli Ohjaaja");
  const rows = olli.page.getByRole("row").filter({ has: olli.page.getByRole("link") });
  await olli.page.getByLabel("Search by customer, title or number").fill("pekka ASUNTO");
  await olli.page.getByRole("button", { name: "Search" }).click();
  await expect(olli.page.getByRole("heading", { name: "1 workspace found" })).toBeVisible();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("Pekka Testi");
  expect(olli.page.url()).not.toContain("pekka");
  await olli.audit();
  // From what was found one comes back to it.
  await rows.getByRole("link").click();
  await expect(olli.page.getByRole("heading", { name: "Asunto lähempää koulua" })).toBeVisible();
  await olli.settled();
  await olli.page.goBack();
  await expect(olli.page.getByRole("heading", { name: "1 workspace found" })).toBeVisible();
  await olli.settled();
  await olli.page.getByLabel("Search by customer, title or number").fill("nobody of this name");
  await olli.page.getByRole("button", { name: "Search" }).click();
  await expect(olli.page.getByText("Check the spelling")).toBeVisible();
  await olli.audit();

  await olli.open("/workspaces?show=all");
  await olli.page.getByText("Topic and order").click();
  await olli.page.getByLabel("Order").selectOption({ label: "By customer's name" });
  await olli.page.getByRole("button", { name: "Show" }).click();
  await olli.settled();
  await expect(olli.page).toHaveURL(/sort=name/);
  await expect(rows.first()).toContainText("Aada Malli");
  await expect(olli.page.getByText("1–25 of 60")).toBeVisible();
  await olli.page.getByRole("link", { name: "Next page" }).click();
  await expect(olli.page.getByText("26–50 of 60")).toBeVisible();
  await expect(olli.page.getByLabel("Order")).toHaveValue("name");
  await olli.page.getByRole("link", { name: "Previous page" }).click();
  await expect(rows.first()).toContainText("Aada Malli");
  await olli.audit();
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
