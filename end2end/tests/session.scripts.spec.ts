// A sign-in that is about to end says so, and can be prolonged by the keyboard.

import { expect, test } from "../support/test.ts";

test("two minutes before the end one is asked, and stays by one key", async ({ someone }) => {
  const aino = await someone();
  await aino.page.clock.install();
  await aino.open("/workspaces");
  await aino.signInAs("Aino Esimerkki");
  // The page asks the service before it says anything; here the service says that time is short.
  await aino.page.route("**/api/session_left", (route) =>
    route.fulfill({ json: { idle: 110, at_most: 20_000 } }),
  );
  await aino.page.clock.fastForward("14:00");
  const dialog = aino.page.getByRole("alertdialog", {
    name: "You will be signed out in two minutes",
  });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Stay signed in" })).toBeFocused();
  await aino.audit();
  await aino.page.keyboard.press("Enter");
  await expect(dialog).toHaveCount(0);

  await aino.page.unroute("**/api/session_left");
  await aino.page.route("**/api/session_left", (route) =>
    route.fulfill({ json: { idle: 900, at_most: 100 } }),
  );
  await aino.page.clock.fastForward("14:00");
  await expect(dialog).toContainText("For security, you can stay signed in only");
  await expect(dialog.getByRole("button")).toHaveCount(0);
});
