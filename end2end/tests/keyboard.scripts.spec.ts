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
  const email = page.getByLabel("Customer's email address");
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(email).toHaveAccessibleDescription(/This field is required/);
  // What is wrong is said where one goes on, and leads to the field.
  const summary = page.getByRole("alert");
  await expect(summary).toContainText("Some fields need attention");
  await expect(summary).toBeFocused();
  await expect(summary).toBeInViewport();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(email).toBeFocused();
  await page.keyboard.type("somebody@example.org");
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
