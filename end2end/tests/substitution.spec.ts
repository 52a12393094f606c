// W6, P12: a colleague stands in from the day after the customers were notified to the last day, and the customer
// has the say of it.

import { linkOf } from "../support/mailbox.ts";
import { enterWorkspace, message, openConversation } from "../support/sample.ts";
import { expect, test } from "../support/test.ts";

test("a substitute answers while the counselor is away, unless the customer refuses", async ({
  someone,
  mailbox,
}) => {
  const [olli, kaisa, aino] = [await someone(), await someone(), await someone()];
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  await olli.page.getByRole("link", { name: "Out of office" }).click();
  await olli.settled();
  await olli.page.getByLabel("First day").fill("2026-02-02");
  await olli.page.getByLabel("Last day").fill("2026-01-30");
  await olli.page.getByRole("button", { name: "Save" }).click();
  await expect(olli.mistake("The last day is too early.")).toBeVisible();
  await olli.page.getByLabel("First day").fill("2026-01-30");
  await olli.page.getByLabel("Last day").fill("2026-02-01");
  await olli.page.getByRole("button", { name: "Save" }).click();
  await expect(olli.page.getByText("Your substitute: Kaisa Ohjaaja.")).toBeVisible();
  await expect(
    olli.page.getByText("Kaisa Ohjaaja can open your workspaces: 31 January 2026–1 February 2026."),
  ).toBeVisible();
  await olli.audit();

  await kaisa.open("/workspaces?show=all");
  await kaisa.signInAs("Kaisa Ohjaaja");
  await expect(kaisa.page.getByText("Opintojen jatkaminen")).toHaveCount(0);
  await kaisa.open("/workspaces/away");
  await expect(kaisa.page.getByText("You stand in for Olli Ohjaaja: 30 January")).toBeVisible();
  await kaisa.audit();

  const mails = () =>
    mailbox.to("aino@example.org").filter(({ text }) => text.includes("Kaisa Ohjaaja"));
  await expect.poll(() => mails().length).toBe(1);
  const mail = mails().at(-1);
  if (!mail) throw new Error("no mail");
  await aino.open(linkOf(mail));
  await aino.signInAs("Aino Esimerkki");
  await expect(aino.page.getByText("Olli Ohjaaja is away until 1 February 2026.")).toBeVisible();
  await aino.audit();
  await aino.page.getByRole("button", { name: "Do not let the substitute in" }).click();
  await expect(
    aino.page.getByText("You do not let Kaisa Ohjaaja see this workspace."),
  ).toBeVisible();
  await expect(aino.page.locator("#outcome")).toBeVisible();
  await olli.open("/workspaces/away");
  await expect(olli.page.getByText("The customer has refused the substitute")).toContainText("1");

  await kaisa.forward("A day");
  await kaisa.open("/workspaces?show=all");
  await expect(kaisa.page.getByText("Opintojen jatkaminen")).toHaveCount(0);
  await aino.page.reload();
  await aino.settled();
  await aino.page.getByRole("button", { name: "Let the substitute in" }).click();
  await expect(aino.page.getByText("can read and answer here")).toBeVisible();

  await kaisa.open("/workspaces?show=all");
  await expect(kaisa.page.getByText("Counselor: Olli Ohjaaja")).toBeVisible();
  await kaisa.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await expect(kaisa.page.getByText("You stand in for Olli Ohjaaja")).toBeVisible();
  await kaisa.settled();
  await kaisa.audit();
  await openConversation(kaisa);
  await message(kaisa).fill("Olli is away, I answer for him");
  await kaisa.page.getByRole("button", { name: "Send" }).click();
  await expect(kaisa.page.getByText("Olli is away, I answer for him")).toBeVisible();

  await aino.page.getByRole("link", { name: "Who has viewed" }).first().click();
  await expect(aino.page.getByText("Substitute of the counselor").first()).toBeVisible();
  await aino.audit();

  await kaisa.forward("A week");
  await kaisa.open("/workspaces?show=all");
  await expect(kaisa.page.getByText("Opintojen jatkaminen")).toHaveCount(0);
  const reader = await someone();
  await enterWorkspace(reader, "Aino Esimerkki");
  await expect(reader.page.getByText("is away until")).toHaveCount(0);
});

test("an absence is ended after its effect was said", async ({ someone }) => {
  const olli = await someone();
  await olli.open("/workspaces/away");
  await olli.signInAs("Olli Ohjaaja");
  await olli.page.getByLabel("First day").fill("2026-02-02");
  await olli.page.getByLabel("Last day").fill("2026-02-06");
  await olli.page.getByRole("button", { name: "Save" }).click();
  await expect(olli.page.getByText("Your substitute: Kaisa Ohjaaja.")).toBeVisible();
  await olli.page.getByRole("button", { name: "End the absence" }).click();
  await expect(olli.page.getByText("Customers are not sent an email")).toBeVisible();
  await olli.audit();
  await olli.confirm("End the absence");
  await expect(olli.page.locator("#outcome")).toBeVisible();
  await expect(olli.page.getByText("Your substitute:")).toHaveCount(0);
  await olli.audit();
});
