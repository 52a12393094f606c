// W3: title, topics and language of a workspace change while it lives.

import { enterWorkspace } from "../support/sample.ts";
import { expect, test } from "../support/test.ts";

test("the counselor changes title and topics, and the customer sees it", async ({ someone }) => {
  const [olli, aino] = [await someone(), await someone()];
  await enterWorkspace(aino, "Aino Esimerkki");
  await expect(aino.page.getByRole("link", { name: "Change the title and topics" })).toHaveCount(0);
  await enterWorkspace(olli, "Olli Ohjaaja");
  const workspace = new URL(olli.page.url()).pathname;
  await olli.page.getByRole("link", { name: "Change the title and topics" }).click();
  await olli.settled();
  await olli.audit();
  await olli.page.getByLabel("Title").fill(" ");
  await olli.page.getByRole("checkbox", { name: "Housing" }).check();
  await olli.page.getByRole("button", { name: "Save" }).click();
  await expect(olli.mistake("This field is required.")).toBeVisible();
  await expect(olli.page.getByRole("checkbox", { name: "Housing" })).toBeChecked();
  await olli.audit();
  await olli.page.getByLabel("Title").fill("Opinnot ja asuminen");
  await olli.page.getByRole("button", { name: "Save" }).click();
  await expect(olli.page).toHaveURL(new RegExp(`${workspace}(#.*)?$`));
  await expect(olli.page.locator("#outcome")).toContainText("The title and topics are saved.");
  await expect(
    olli.page.getByRole("heading", { name: "Opinnot ja asuminen", level: 1 }),
  ).toBeVisible();
  await expect(olli.page.getByRole("complementary")).toContainText("Housing");
  await olli.audit();

  await aino.open(workspace);
  await expect(
    aino.page.getByRole("heading", { name: "Opinnot ja asuminen", level: 1 }),
  ).toBeVisible();
  await olli.open("/workspaces?show=all");
  await expect(olli.page.getByRole("link", { name: /Opinnot ja asuminen/ })).toBeVisible();
});
