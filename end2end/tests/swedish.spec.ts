// U1, N1, P12: mails and pages are in the language that their reader has chosen, whatever the writer's is.

import { linkOf } from "../support/mailbox.ts";
import { enterConversation, message } from "../support/sample.ts";
import { expect, test } from "../support/test.ts";

test("who reads Swedish is notified, told of a substitute and led on in Swedish", async ({
  someone,
  mailbox,
}) => {
  const [aino, olli] = [await someone(), await someone()];
  await aino.open("/contact-details");
  await aino.signInAs("Aino Esimerkki");
  await aino.page.getByRole("main").getByRole("button", { name: "Svenska" }).click();
  await expect(
    aino.page.getByRole("heading", { name: "Kontaktuppgifter", exact: true }),
  ).toBeVisible();

  await enterConversation(olli, "Olli Ohjaaja");
  await message(olli).fill("Uutisia");
  await olli.page.getByRole("button", { name: "Send" }).click();
  await expect(olli.page.getByRole("listitem").filter({ hasText: "Uutisia" })).toBeVisible();
  await olli.open("/workspaces/away");
  await olli.page.getByLabel("First day").fill("2026-02-01");
  await olli.page.getByLabel("Last day").fill("2026-02-01");
  await olli.page.getByRole("button", { name: "Save" }).click();
  await expect(olli.page.getByText("Your substitute: Kaisa Ohjaaja.")).toBeVisible();
  await olli.forward("A day");

  const mails = (subject: string) =>
    mailbox.to("aino@example.org").filter((mail) => mail.subject === subject);
  await expect.poll(() => mails("En vikarie i ditt handledningsrum").length).toBe(1);
  expect(mails("En vikarie i ditt handledningsrum").at(0)?.text).toContain("den 1 februari 2026.");
  await expect.poll(() => mails("Något nytt i den skyddade tjänsten").length).toBe(1);
  const mail = mails("Något nytt i den skyddade tjänsten").at(0);
  if (!mail) throw new Error("no mail");
  await aino.open(linkOf(mail));
  await expect(aino.page.locator("html")).toHaveAttribute("lang", "sv");
  await expect(aino.page.getByRole("listitem").filter({ hasText: "Uutisia" })).toBeVisible();
  await expect(aino.page.getByLabel("Meddelande", { exact: true })).toBeVisible();
  await aino.audit();
  await aino.open(new URL(aino.page.url()).pathname.replace(/\/conversations.*/, ""));
  await expect(
    aino.page.getByText("vikarierar och kan läsa och svara här: 1 februari 2026."),
  ).toBeVisible();
  await aino.audit();
});
