// What a main user does with many workspaces (P7, L5, L8), and with the words of the organisation (U7, P9).

import { expect, test } from "../support/test.ts";

test("all that a filter shows is handed over on a day to come, and the handover is taken back", async ({
  someone,
}) => {
  const paula = await someone();
  await paula.open("/organisation/workspaces?state=active");
  await paula.signInAs("Paula Pääkäyttäjä");
  await paula.page
    .getByLabel("Which workspaces")
    .selectOption({ label: "All that the filter shows (2)" });
  await paula.page
    .getByLabel("Action", { exact: true })
    .selectOption({ label: "Hand over to another counselor" });
  await paula.page
    .getByLabel("Reason", { exact: true })
    .selectOption({ label: "Work has been reassigned" });
  await paula.page
    .getByLabel("New counselor", { exact: true })
    .selectOption({ label: "Kaisa Ohjaaja" });
  await paula.page.getByLabel("Day of the handover").fill("2020-01-01");
  await paula.page.getByRole("button", { name: "Preview" }).click();
  await expect(paula.page.getByLabel("Day of the handover")).toHaveValue("2020-01-01");
  await paula.audit();
  const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  await paula.page.getByLabel("Day of the handover").fill(day);
  await paula.page.getByRole("button", { name: "Preview" }).click();
  await expect(paula.page.getByText("Workspaces that will change: 2 of 2")).toBeVisible();
  await paula.audit();
  await paula.page.getByRole("button", { name: "Confirm and start" }).click();
  await expect(paula.page.getByText("Confirmed. The handover is done on")).toBeVisible();
  await paula.audit();
  await paula.open("/organisation");
  await expect(paula.page.getByRole("heading", { name: "Planned handovers" })).toBeVisible();
  await paula.audit();
  await paula.page.getByRole("link", { name: /handover to Kaisa Ohjaaja/ }).click();
  await paula.settled();
  await paula.page.getByRole("button", { name: "Cancel the handover" }).click();
  await expect(paula.page.getByRole("status").first()).toContainText("The handover was cancelled.");
  await expect(paula.page.getByRole("heading", { name: "Planned handovers" })).toHaveCount(0);
});

test("the organisation has a name in each language, and an undertaking of its own", async ({
  someone,
}) => {
  const paula = await someone();
  await paula.open("/organisation/wording");
  await paula.signInAs("Paula Pääkäyttäjä");
  const english = paula.page.getByRole("group", { name: "English" });
  const finnish = paula.page.getByRole("group", { name: "Suomi" });
  await finnish.getByLabel("Name").fill("");
  await english.getByLabel("Name").fill("Example Agency");
  await paula.page.getByRole("button", { name: "Save" }).click();
  await expect(english.getByLabel("Name")).toHaveValue("Example Agency");
  await paula.audit();
  await finnish.getByLabel("Name").fill("Esimerkkivirasto");
  await paula.page.getByRole("button", { name: "Save" }).click();
  await expect(paula.page.getByRole("status").first()).toContainText("are saved");
  await expect(paula.page.getByRole("banner").locator("summary")).toContainText("Example Agency");
  await paula.audit();

  const texts = paula.page.getByRole("region", { name: "Confidentiality undertaking" });
  await texts.getByLabel("Suomi").fill("Pidän salassa.");
  await texts.getByLabel("English").fill("I keep <b>secret</b>.\nAlways.");
  await texts.getByRole("button", { name: "Put the text in force" }).click();
  await expect(texts.getByLabel("Suomi")).toHaveValue("Pidän salassa.");
  await paula.audit();
  await texts.getByLabel("Svenska").fill("Jag håller hemligt.");
  await texts.getByRole("button", { name: "Put the text in force" }).click();
  await expect(
    paula.page.getByRole("heading", { name: "Confidentiality undertaking" }),
  ).toBeVisible();
  await expect(paula.page.getByText("I keep <b>secret</b>.")).toBeVisible();
  await paula.settled();
  await paula.audit();
  await paula.undertake();
  await expect(paula.page.getByText("version 3")).toBeVisible();
});
