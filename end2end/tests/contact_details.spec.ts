// P10: contact details are one's own; an address counts once its link was opened, and a wrong one is corrected
// before the first visit.

import { linkOf } from "../support/mailbox.ts";
import { enterWorkspace } from "../support/sample.ts";
import { expect, test } from "../support/test.ts";

test("a customer changes their address by a link, and the old one is notified", async ({
  someone,
  mailbox,
}) => {
  const [aino, olli] = [await someone(), await someone()];
  await aino.open("/contact-details");
  await aino.signInAs("Aino Esimerkki");
  await expect(aino.page.getByText("Our emails go to aino@example.org")).toBeVisible();
  // A mistake in one field loses nothing of another.
  await aino.page.getByLabel("New email address").fill("aino");
  await aino.page.getByLabel("Postal address").fill("Katu 1\n00100 Helsinki");
  await aino.page.getByRole("button", { name: "Save" }).click();
  await expect(aino.page.getByLabel("New email address")).toHaveValue("aino");
  await expect(aino.page.getByLabel("Postal address")).toHaveValue("Katu 1\n00100 Helsinki");
  await aino.audit();
  await aino.page.getByLabel("New email address").fill("aino.new@example.org");
  await aino.page.getByRole("button", { name: "Save" }).click();
  await expect(aino.page.getByRole("status")).toContainText("Your contact details are saved.");
  await expect(aino.page.getByText("We have sent a link to aino.new@example.org")).toBeVisible();
  await expect.poll(() => mailbox.to("aino.new@example.org").length).toBe(1);
  // One with a typo is taken back.
  await aino.page.getByRole("button", { name: "Cancel the change of address" }).click();
  await expect(aino.page.getByRole("status")).toContainText("no longer works");
  await expect(aino.page.getByText("We have sent a link")).toHaveCount(0);
  await aino.page.getByLabel("New email address").fill("aino.new@example.org");
  await aino.page.getByRole("button", { name: "Save" }).click();
  await expect(aino.page.getByText("We have sent a link to aino.new@example.org")).toBeVisible();
  await expect.poll(() => mailbox.to("aino.new@example.org").length).toBe(2);
  const mail = mailbox.to("aino.new@example.org").at(-1);
  if (!mail) throw new Error("no mail");
  await aino.open(linkOf(mail));
  await aino.audit();
  await aino.page.getByRole("button", { name: "Use this address" }).click();
  await expect(aino.page).toHaveURL(/\/contact-details/);
  await expect(aino.page.getByRole("status")).toContainText("now in use");
  await expect(aino.page.getByText("Our emails go to aino.new@example.org")).toBeVisible();
  const notices = () =>
    mailbox.to("aino@example.org").filter(({ text }) => text.includes("/contact-details"));
  await expect.poll(() => notices().length).toBe(1);

  await aino.page.getByLabel("Telephone").fill("+358 40 123 4567");
  await aino.page.getByLabel("Postal address").fill("Katu 1\n00100 Helsinki");
  if (aino.scripts) {
    // Another form of the page asks first, and whoever stays has lost nothing; the form itself does not ask.
    let asked = 0;
    aino.page.removeAllListeners("dialog");
    aino.page.on("dialog", async (dialog) => {
      asked += 1;
      expect(dialog.type()).toBe("beforeunload");
      await dialog.dismiss();
    });
    await aino.page.getByRole("main").getByRole("button", { name: "Svenska" }).click();
    await expect.poll(() => asked).toBe(1);
    await expect(aino.page.getByLabel("Telephone")).toHaveValue("+358 40 123 4567");
  }
  await aino.page.getByRole("button", { name: "Save" }).click();
  await expect(aino.page.getByRole("status")).toContainText("Your contact details are saved.");
  await aino.audit();
  await enterWorkspace(olli, "Olli Ohjaaja");
  for (const text of ["aino.new@example.org", "+358 40 123 4567", "00100 Helsinki"]) {
    await expect(olli.page.getByRole("complementary").getByText(text)).toBeVisible();
  }
});

test("a counselor corrects the address of an invitation", async ({ someone, mailbox }) => {
  const olli = await someone();
  await olli.open("/workspaces?show=all");
  await olli.signInAs("Olli Ohjaaja");
  await olli.page.getByRole("link", { name: "Asumisen suunnittelu" }).click();
  await olli.settled();
  await expect(olli.page.getByText("The mail server accepted the email")).toBeVisible();
  await olli.page.getByText("Make a new invitation, or correct the address").click();
  const address = olli.page.getByLabel("Customer's email address");
  await expect(address).toHaveValue("eero@example.org");
  await address.fill("eero.right@example");
  await olli.page.getByRole("button", { name: "Make a new invitation" }).click();
  await expect(address).toHaveValue("eero.right@example");
  await olli.audit();
  await address.fill("eero.right@example.org");
  await olli.page.getByRole("button", { name: "Make a new invitation" }).click();
  await expect.poll(() => mailbox.to("eero.right@example.org").length).toBe(1);
  await olli.audit();
});
