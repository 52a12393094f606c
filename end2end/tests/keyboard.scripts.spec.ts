// By keyboard alone (U2): the skip link, following links, forms, and where the focus goes.

import { expect, test } from "../support/test.ts";

test("a page is used by keyboard, and the focus is where one expects it", async ({ someone }) => {
  const olli = await someone();
  const { page } = olli;
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");

  await olli.open("/workspaces");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Out of office" })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "New workspace" })).toBeFocused();

  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "New workspace" })).toBeVisible();
  await olli.settled();
  await page.getByLabel("Title").focus();

  // A mistake is tied to its field, so that a screen reader tells it there.
  await page.keyboard.type("By keyboard");
  await page.keyboard.press("Enter");
  const language = page.getByLabel("Customer's language");
  await expect(language).toHaveAttribute("aria-invalid", "true");
  await expect(language).toHaveAccessibleDescription(/Choose an option/);
  // What is wrong is said where one goes on, and leads to the field.
  const summary = page.getByRole("alert");
  await expect(summary).toContainText("Some fields need attention");
  await expect(summary).toBeFocused();
  await expect(summary).toBeInViewport();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(language).toBeFocused();
  await page.keyboard.type("Eng");
  await expect(language).toHaveValue("en");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "By keyboard" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "was created" })).toBeFocused();
  const close = page.getByRole("button", { name: "Close the workspace" });
  await close.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Close the workspace" });
  await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(dialog.getByRole("button", { name: "Close it now" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(close).toBeFocused();
});

test("single keys go through the list of workspaces, and can be turned off", async ({
  someone,
}) => {
  const olli = await someone();
  const { page } = olli;
  await olli.open("/workspaces?show=all");
  await olli.signInAs("Olli Ohjaaja");
  const rows = page.getByRole("main").locator("a.whole");
  await page.keyboard.press("j");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows.nth(1)).toBeFocused();
  await page.keyboard.press("k");
  await expect(rows.first()).toBeFocused();
  await page.keyboard.press("/");
  const search = page.getByLabel("Search by customer, title or number");
  await expect(search).toBeFocused();
  // While somebody writes, they are letters.
  await page.keyboard.type("jk?/g");
  await expect(search).toHaveValue("jk?/g");
  await page.keyboard.press("Tab");
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help).toBeVisible();
  await olli.audit();
  await help.getByRole("button", { name: "Close" }).click();
  await expect(help).toBeHidden();
  await page.keyboard.press("g");
  await page.keyboard.press("n");
  await expect(page.getByRole("heading", { name: "New workspace" })).toBeVisible();
  await olli.settled();

  // WCAG 2.2, 2.1.4: whoever dictates, or hits keys by chance, does without.
  await page.getByRole("banner").locator("summary").click();
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await help.getByLabel("Do not use keyboard shortcuts in this browser").check();
  await help.getByRole("button", { name: "Close" }).click();
  await page.getByRole("heading", { name: "New workspace" }).click();
  await page.keyboard.press("?");
  await page.keyboard.press("g");
  await page.keyboard.press("w");
  await expect(help).toBeHidden();
  await expect(page.getByRole("heading", { name: "New workspace" })).toBeVisible();
});

test("the menu of whoever is signed in closes when one is done with it", async ({ someone }) => {
  const olli = await someone();
  const { page } = olli;
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  const summary = page.getByRole("banner").locator("summary");
  const signOut = page.getByRole("banner").getByRole("button", { name: "Sign out" });

  await summary.focus();
  await page.keyboard.press("Enter");
  await expect(signOut).toBeVisible();
  await olli.audit();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(signOut).toBeHidden();
  await expect(summary).toBeFocused();

  // Going on by the keyboard leaves nothing over what has the focus.
  await page.keyboard.press("Enter");
  await signOut.focus();
  await page.keyboard.press("Tab");
  await expect(signOut).toBeHidden();

  await summary.click();
  await expect(signOut).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(signOut).toBeHidden();
});
