// N1: what is new stands behind a bell on every page, until it was seen.

import { enterConversation, message } from "../support/sample.ts";
import { type Someone, expect, test } from "../support/test.ts";

const bell = (who: Someone) =>
  who.page.getByRole("banner").getByRole("link", { name: /^What is new/ });

async function send(who: Someone, text: string) {
  await message(who).fill(text);
  await who.page.getByRole("button", { name: "Send" }).click();
  await expect(who.page.getByRole("listitem").filter({ hasText: text })).toBeVisible();
  await who.settled();
}

test("the bell counts, the list leads to the message, and both forget what was seen", async ({
  someone,
}) => {
  const [aino, olli] = [await someone(), await someone()];
  await enterConversation(olli, "Olli Ohjaaja");
  const conversation = new URL(olli.page.url()).pathname;
  await aino.open("/news");
  await aino.signInAs("Aino Esimerkki");
  await expect(aino.page).toHaveURL(/\/news$/);
  const news = aino.page.getByRole("main").getByRole("listitem");
  await expect(news.first()).toContainText("2 new messages");
  await send(olli, "Some news for you");
  // The list and the bell follow by themselves; without scripts, the next page shows it.
  if (!aino.scripts) await aino.open("/news");
  await expect(news.first()).toContainText("3 new messages", { timeout: 30_000 });
  await expect(bell(aino)).toContainText("3");
  await expect(news.first()).toContainText("Opintojen jatkaminen");
  await aino.audit();
  await news.first().getByRole("link").click();
  await expect(aino.page).toHaveURL(new RegExp(`${conversation}#newest$`));
  await expect(aino.page.getByText("Some news for you")).toBeVisible();
  await aino.settled();
  await aino.open("/news");
  await expect(news.filter({ hasText: "Opintojen jatkaminen" })).toHaveCount(0);

  await send(olli, "And some more");
  await aino.open("/news");
  await aino.page.getByRole("button", { name: "Mark all as seen" }).click();
  await expect(
    aino.page.getByRole("status").filter({ hasText: "The list is empty." }),
  ).toBeVisible();
  await expect(aino.page.getByText("Nothing is new.")).toBeVisible();
  await aino.audit();
  await aino.open("/workspaces");
  await expect(aino.page.getByText("You have a new message")).toBeVisible();
});

test("the bell is on the pages of those who take part, and of nobody else", async ({ someone }) => {
  const [aino, paula] = [await someone(), await someone()];
  await aino.open("/");
  await expect(bell(aino)).toHaveCount(0);
  await aino.open("/workspaces");
  await aino.signInAs("Aino Esimerkki");
  await expect(bell(aino)).toBeVisible();
  await paula.open("/organisation");
  await paula.signInAs("Paula Pääkäyttäjä");
  await expect(bell(paula)).toHaveCount(0);
});
