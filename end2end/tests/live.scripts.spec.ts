// W1, live: what one side does, the other sees without reload, and nothing typed is lost.

import { enterConversation, message } from "../support/sample.ts";
import { type Someone, expect, test } from "../support/test.ts";

function said(who: Someone, text: string) {
  return who.page.getByRole("listitem").filter({ hasText: text });
}

test("two people side by side see what the other does, and keep what they type", async ({
  someone,
}) => {
  const [aino, olli] = [await someone(), await someone()];
  await enterConversation(aino, "Aino Esimerkki");
  await enterConversation(olli, "Olli Ohjaaja");
  await message(olli).fill("I am still typing");
  await expect(olli.page.getByText("Aino Esimerkki is here right now.")).toBeVisible({
    timeout: 30_000,
  });
  await olli.audit();

  await message(aino).fill("Can you see this?");
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(said(olli, "Can you see this?")).toHaveCount(1);
  await expect(message(olli)).toHaveValue("I am still typing");
  await expect(said(aino, "Can you see this?").getByText("Read", { exact: true })).toBeVisible();

  // Without a network for a while: what came meanwhile is there once, in order.
  await olli.page.context().setOffline(true);
  for (const text of ["first meanwhile", "second meanwhile"]) {
    await message(aino).fill(text);
    await aino.page.getByRole("button", { name: "Send" }).click();
    await expect(said(aino, text)).toHaveCount(1);
  }
  await olli.page.context().setOffline(false);
  await expect(said(olli, "second meanwhile")).toHaveCount(1, { timeout: 30_000 });
  await expect(said(olli, "first meanwhile")).toHaveCount(1);
  await expect(message(olli)).toHaveValue("I am still typing");

  // The counselor closes it in another window: the page says so by itself.
  const elsewhere = await olli.page.context().newPage();
  await elsewhere.goto(olli.page.url().replace(/\/conversations.*/, ""));
  await elsewhere.getByRole("button", { name: "Close the workspace" }).click();
  await elsewhere.getByRole("button", { name: "Close it now" }).click();
  await expect(aino.page.locator("#head").getByText("Inactive", { exact: true })).toBeVisible();
});

test("a draft is found on another device, and two that differ are both kept", async ({
  someone,
}) => {
  const [home, library] = [await someone(), await someone()];
  await enterConversation(home, "Aino Esimerkki");
  await message(home).fill("Begun at home");
  await expect(home.page.getByText("Draft saved.")).toBeVisible();

  // It waits on the first page, and leads to where it is written.
  await library.open("/workspaces");
  await library.signInAs("Aino Esimerkki");
  await library.page.getByRole("link", { name: "You have a message that is not sent" }).click();
  await library.settled();
  await expect(message(library)).toHaveValue("Begun at home");
  await message(library).fill("Begun at home, ended in the library");
  await expect(library.page.getByText("Draft saved.")).toBeVisible();

  await message(home).fill("Begun at home, gone on at home");
  await expect(home.page.getByRole("alert")).toContainText(
    "You have continued this message elsewhere",
  );
  await expect(message(home)).toHaveValue("Begun at home, gone on at home");
  await home.audit();
  await home.page.getByRole("button", { name: "Continue with the other version" }).click();
  await expect(message(home)).toHaveValue("Begun at home, ended in the library");
  await home.page.getByRole("button", { name: "Send" }).click();
  await expect(said(home, "ended in the library")).toHaveCount(1);
  await expect(message(home)).toHaveValue("");
  await home.open(new URL(home.page.url()).pathname);
  await expect(message(home)).toHaveValue("");
});

test("an older page does not write over what was begun after its own was emptied", async ({
  someone,
}) => {
  const [home, library] = [await someone(), await someone()];
  await enterConversation(home, "Aino Esimerkki");
  const type = async (text: string) => {
    const saved = home.page.waitForResponse("**/api/save_draft");
    await message(home).fill(text);
    await saved;
  };
  await type("A");
  await enterConversation(library, "Aino Esimerkki");
  await expect(message(library)).toHaveValue("A");
  await type("");
  await type("B");
  await message(library).fill("A2");
  await expect(library.page.getByRole("alert")).toContainText(
    "You have continued this message elsewhere",
  );
  await home.open(new URL(home.page.url()).pathname);
  await expect(message(home)).toHaveValue("B");
});

test("what was typed a moment before leaving is not lost", async ({ someone }) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  const here = new URL(aino.page.url()).pathname;
  await message(aino).fill("Typed, and gone at once");
  await aino.open("/workspaces");
  await aino.open(here);
  await expect(message(aino)).toHaveValue("Typed, and gone at once");
  await message(aino).fill("Typed, and gone by a link");
  await aino.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await aino.page.getByRole("link", { name: "Ensimmäinen tapaaminen" }).click();
  await expect(message(aino)).toHaveValue("Typed, and gone by a link");
});

test("what is sent as soon as it is typed leaves no draft behind", async ({ someone }) => {
  const aino = await someone();
  await aino.open("/workspaces");
  await aino.signInAs("Aino Esimerkki");
  await aino.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await aino.page.getByRole("link", { name: "Start a conversation" }).click();
  await aino.settled();
  const form = new URL(aino.page.url()).pathname;
  await aino.page.getByLabel("Subject").fill("At once");
  await message(aino).fill("Typed and sent");
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(said(aino, "Typed and sent")).toHaveCount(1);
  await aino.open("/workspaces");
  await aino.open(form);
  await expect(message(aino)).toHaveValue("");
  await expect(aino.page.getByLabel("Subject")).toHaveValue("");
});

test("a draft in a workspace that closed can still be read", async ({ someone }) => {
  const [aino, olli] = [await someone(), await someone()];
  await enterConversation(aino, "Aino Esimerkki");
  await message(aino).fill("Almost done");
  await expect(aino.page.getByText("Draft saved.")).toBeVisible();
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  await olli.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await olli.page.getByRole("button", { name: "Close the workspace" }).click();
  await olli.page.getByRole("button", { name: "Close it now" }).click();
  await expect(aino.page.getByRole("heading", { name: "Your unfinished message" })).toBeVisible();
  await expect(aino.page.getByText("Almost done")).toBeVisible();
  await aino.audit();
});
