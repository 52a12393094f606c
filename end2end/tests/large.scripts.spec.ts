// What is too large is said as what it is, and what is too long is not cut off.

import { enterConversation, message } from "../support/sample.ts";
import { expect, test } from "../support/test.ts";

test("a text that the service does not take at all is still there, with the reason", async ({
  someone,
}) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  await message(aino).fill("x".repeat(600 << 10));
  await expect(aino.page.getByText(/could not be saved.*What you send is too large/)).toBeVisible();
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(aino.page.getByText(/^What you send is too large/)).toBeVisible();
  expect((await message(aino).inputValue()).length).toBe(600 << 10);
  await message(aino).fill("Shorter");
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(aino.page.getByRole("listitem").filter({ hasText: "Shorter" })).toHaveCount(1);
});

test("a title of one long word is read to its end on a phone", async ({ someone }) => {
  const olli = await someone();
  const title = "Maahanmuuttajakotoutumissuunnitelma".repeat(3);
  await olli.open("/workspaces/new");
  await olli.signInAs("Olli Ohjaaja");
  await olli.page.getByLabel("Title").fill(title);
  await olli.page.getByLabel("Customer's email address").fill("maija@example.org");
  await olli.page.getByLabel("Customer's language").selectOption("en");
  await olli.page.getByRole("button", { name: "Create the workspace" }).click();
  await expect(olli.page.getByRole("heading", { name: title })).toBeVisible();
  await olli.page.setViewportSize({ width: 320, height: 640 });
  await olli.open("/workspaces?show=all");
  const list = olli.page.getByRole("table");
  const box = async (name: string) => {
    const { x, width } = (await list.getByRole("link", { name }).boundingBox()) ?? {
      x: 0,
      width: 999,
    };
    return x + width;
  };
  const { x, width } = (await list.boundingBox()) ?? { x: 0, width: 0 };
  expect(await box(title)).toBeLessThanOrEqual(x + width);
  expect(await box("Opintojen jatkaminen")).toBeLessThanOrEqual(x + width);
});
