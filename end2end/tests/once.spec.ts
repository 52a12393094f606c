// A form is taken once, however often its button is pressed; and what became of it is said once.

import { enterWorkspace, openConversation, message } from "../support/sample.ts";
import { expect, test } from "../support/test.ts";

test("a button that is pressed twice sends one message", async ({ someone }) => {
  const aino = await someone();
  await enterWorkspace(aino, "Aino Esimerkki");
  await openConversation(aino);
  await message(aino).fill("Pressed twice");
  await aino.page.getByRole("button", { name: "Send" }).dblclick();
  const item = aino.page.getByRole("listitem").filter({ hasText: "Pressed twice" });
  await expect(item).toHaveCount(1);
  await aino.open(new URL(aino.page.url()).pathname);
  await expect(item).toHaveCount(1);
});

test("success is said once, where one goes on", async ({ someone }) => {
  const olli = await someone();
  await enterWorkspace(olli, "Olli Ohjaaja");
  await olli.page.getByRole("link", { name: "Internal notes" }).click();
  await olli.page.getByLabel("New note").fill("To be remembered");
  await olli.page.getByRole("button", { name: "Add the note" }).click();
  const said = olli.page.getByRole("status").filter({ hasText: "The note was added." });
  await expect(said).toBeVisible();
  await expect(said).toBeFocused();
  await olli.audit();
  await olli.page.reload();
  await expect(said).toHaveCount(0);
  await expect(olli.page.locator(".message-body", { hasText: "To be remembered" })).toHaveCount(1);
});
