// N1, N2: who has not seen a message is notified by mail, once until they come, and lands on it; and chooses how.

import { enterConversation, message } from "../support/sample.ts";
import { linkOf } from "../support/mailbox.ts";
import { type Someone, expect, test } from "../support/test.ts";

async function send(who: Someone, text: string) {
  await message(who).fill(text);
  await who.page.getByRole("button", { name: "Send" }).click();
  await expect(who.page.getByRole("listitem").filter({ hasText: text })).toBeVisible();
  await who.settled();
}

test("a message that is not seen is notified once by mail, whose link lands on it", async ({
  someone,
  mailbox,
}) => {
  const olli = await someone();
  await enterConversation(olli, "Olli Ohjaaja");
  const conversation = new URL(olli.page.url()).pathname;
  await send(olli, "First news");
  await send(olli, "Second news");
  await olli.forward("A day");
  const mails = () => mailbox.to("aino@example.org").filter(({ text }) => text.includes("?newest"));
  await expect.poll(() => mails().length).toBe(1);
  const mail = mails().at(-1);
  if (!mail) throw new Error("no mail");
  expect(mail.text).not.toContain("Second news");

  const aino = await someone();
  await aino.open(linkOf(mail));
  await aino.signInAs("Aino Esimerkki");
  await expect(aino.page).toHaveURL(new RegExp(`${conversation}#newest$`));
  await expect(aino.page.getByRole("listitem").filter({ hasText: "Second news" })).toBeVisible();

  await aino.open("/contact-details");
  await aino.audit();
  await aino.page.getByLabel("When do you want the email?").selectOption({ label: "Not at all" });
  await aino.page.getByRole("button", { name: "Save" }).click();
  await expect(aino.page.getByRole("status")).toContainText("Your contact details are saved.");
  await expect(aino.page.getByLabel("When do you want the email?")).toHaveValue("never");
  await aino.audit();

  await olli.open(conversation);
  await send(olli, "Nobody tells her of this");
  await olli.forward("A day");
  await expect(olli.page.locator("pre").filter({ hasText: "?newest" })).toHaveCount(1);
});
