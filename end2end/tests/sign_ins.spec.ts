// One's own sign-ins: seen, and ended.

import { expect, test } from "../support/test.ts";

test("a sign-in that was left open elsewhere is ended from here", async ({ someone }) => {
  const [here, there] = [await someone(), await someone()];
  for (const browser of [there, here]) {
    await browser.open("/workspaces");
    await browser.signInAs("Aino Esimerkki");
  }
  await here.openMenu();
  await here.page.getByRole("link", { name: "Where you are signed in" }).click();
  await expect(here.page.getByRole("heading", { name: "Where you are signed in" })).toBeVisible();
  await here.settled();
  await expect(here.page.getByText("Strong identification")).toHaveCount(2);
  await expect(here.page.getByText("This browser")).toHaveCount(1);
  await here.audit();
  await here.page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(here.page.getByText("Strong identification")).toHaveCount(1);

  await there.open("/workspaces");
  await expect(there.page).toHaveURL(/sign-in\?because=gone/);
  await here.open("/workspaces");
  await expect(here.page.getByRole("link", { name: "Opintojen jatkaminen" })).toBeVisible();
});
