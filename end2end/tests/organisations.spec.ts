// P4, P9: somebody who works for two organisations goes from one to the other, and gives each the
// confidentiality undertaking before anything opens.

import { expect, test } from "../support/test.ts";

test("a counselor goes over to the other organisation, and undertakes first", async ({
  someone,
}) => {
  const kaisa = await someone();
  await kaisa.open("/workspaces/new");
  await kaisa.signInAs("Kaisa Ohjaaja");
  await expect(kaisa.page.getByRole("heading", { name: "New workspace" })).toBeVisible();
  const header = kaisa.page.getByRole("banner");
  await expect(header.locator("summary")).toContainText("Esimerkkilä Employment Services");
  await kaisa.audit();

  await kaisa.openMenu();
  await header.getByRole("link", { name: "Switch to Naapurila Employment Services" }).click();
  await kaisa.page.getByRole("button", { name: "Kaisa Ohjaaja" }).click();
  await expect(
    kaisa.page.getByRole("heading", { name: "Confidentiality undertaking" }),
  ).toBeVisible();
  await kaisa.settled();
  await kaisa.audit();
  // No way around it, and nothing of the service besides.
  await kaisa.open("/workspaces/new");
  await expect(kaisa.page).toHaveURL(/\/undertaking\?return_to=%2Fworkspaces%2Fnew$/);
  await expect(header.getByRole("link", { name: "Workspaces" })).toHaveCount(0);

  await kaisa.undertake();
  await expect(kaisa.page.getByRole("heading", { name: "New workspace" })).toBeVisible();
  await expect(header.locator("summary")).toContainText("Naapurila Employment Services");
  await kaisa.openMenu();
  await expect(
    header.getByRole("link", { name: "Switch to Esimerkkilä Employment Services" }),
  ).toBeVisible();
  // She acts for the neighbours now: what is of the other organisation is not there.
  await kaisa.open("/workspaces");
  await expect(kaisa.page.getByText("Opintojen jatkaminen")).toHaveCount(0);
});
