// W1: a message is taken back while nobody has read it; what was read already says so beside it.

import { enterConversation, message } from "../support/sample.ts";
import { type Someone, expect, test } from "../support/test.ts";

test("taking back too late is said beside the message, and the focus is there", async ({
  someone,
}) => {
  const [aino, olli] = [await someone(), await someone()];
  // Her page does not hear that he has read it.
  await aino.page.route("**/events*", (route) => route.abort());
  await enterConversation(aino, "Aino Esimerkki");
  await message(aino).fill("Read in the meantime");
  await aino.page.getByRole("button", { name: "Send" }).click();
  const item = aino.page.getByRole("listitem").filter({ hasText: "Read in the meantime" });
  await expect(item).toHaveCount(1);
  await expect(aino.page.getByText("Message sent.")).toHaveCount(1);
  await enterConversation(olli, "Olli Ohjaaja");
  await expect(olli.page.getByText("Read in the meantime")).toBeVisible();

  await item.getByRole("button", { name: "Withdraw" }).click();
  await aino.confirm("Withdraw");
  await expect(item.getByRole("alert")).toContainText("can no longer be withdrawn");
  await expect(item.getByRole("alert")).toBeFocused();
  await expect(item.getByRole("alert")).toBeInViewport();
  await expect(item.getByRole("button", { name: "Withdraw" })).toHaveCount(0);
  await expect(aino.page.getByText("Message sent.")).toHaveCount(0);
  await aino.audit();
});

test("whoever takes a message back goes on where it was", async ({ someone }) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  await message(aino).fill("Sent by mistake");
  await aino.page.getByRole("button", { name: "Send" }).click();
  const item = aino.page.getByRole("listitem").filter({ hasText: "Sent by mistake" });
  await item.getByRole("button", { name: "Withdraw" }).click();
  await aino.confirm("Withdraw");
  await expect(item).toHaveCount(0);
  await expect(aino.page.locator(":focus")).toContainText("withdrawn", { ignoreCase: true });
  await aino.audit();
});

/** Holds back the answers of a function until they are let go. */
async function hold(who: Someone, path: string): Promise<() => void> {
  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  await who.page.route(`**/api/${path}`, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

test("whoever types on while something is on its way loses neither text nor focus", async ({
  someone,
}) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  const sent = await hold(aino, "send_message");
  await message(aino).fill("The first.");
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(aino.page.getByRole("button", { name: "Send" })).toBeDisabled();
  await message(aino).fill("The first. And the second");
  sent();
  const item = aino.page.getByRole("listitem").filter({ hasText: "The first." });
  await expect(item).toHaveCount(1);
  await expect(message(aino)).toHaveValue("And the second");

  const taken = await hold(aino, "take_back");
  await item.getByRole("button", { name: "Withdraw" }).click();
  await aino.confirm("Withdraw");
  await message(aino).focus();
  taken();
  await expect(item).toHaveCount(0);
  await message(aino).press("End");
  await aino.page.keyboard.type(", typed on");
  await expect(message(aino)).toHaveValue("And the second, typed on");
});
