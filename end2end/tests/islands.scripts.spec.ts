// What moves in a page: it works before its program is there and without it, loses nothing that is typed,
// and shows nothing once its reader has gone.

import { enterConversation, enterWorkspace, message } from "../support/sample.ts";
import { type Someone, expect, test } from "../support/test.ts";

function said(who: Someone, text: string) {
  return who.page.getByRole("listitem").filter({ hasText: text });
}

/** Signs in where no program ever comes, and opens the sample conversation. */
async function enterWithoutProgram(who: Someone, name: string) {
  await who.page.goto(`${who.demo.url}/workspaces`);
  await who.page.getByRole("link", { name: /Demonstration identification/ }).click();
  await who.page.getByRole("button", { name }).click();
  await who.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await who.page.getByRole("link", { name: "Ensimmäinen tapaaminen" }).click();
}

test("a page whose program never comes is a page all the same", async ({ someone }) => {
  const aino = await someone();
  await aino.page.route("**/*.wasm", (route) => route.abort());
  aino.page.removeAllListeners("pageerror");
  await enterWithoutProgram(aino, "Aino Esimerkki");
  await message(aino).fill("Sent without a program");
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(said(aino, "Sent without a program")).toHaveCount(1);
  await expect(aino.page.getByRole("status").filter({ hasText: "Message sent." })).toBeFocused();
});

test("what is typed before the program is there is kept once it is", async ({ someone }) => {
  const aino = await someone();
  let letGo = () => {};
  const held = new Promise<void>((done) => (letGo = done));
  await aino.page.route("**/*.wasm", async (route) => {
    await held;
    await route.continue();
  });
  await enterWithoutProgram(aino, "Aino Esimerkki");
  await message(aino).fill("Typed early");
  letGo();
  await expect(aino.page.getByText("Draft saved.")).toBeVisible();
  await expect(message(aino)).toHaveValue("Typed early");
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(said(aino, "Typed early")).toHaveCount(1);
});

test("signing out in one tab covers the others, and what was typed is a draft", async ({
  someone,
}) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  const here = new URL(aino.page.url()).pathname;
  await message(aino).fill("In the middle of a");
  const other = await aino.page.context().newPage();
  await other.goto(`${aino.demo.url}/workspaces`);
  await expect(other.locator("body[data-ready]")).toBeVisible();
  await other.getByRole("banner").locator("summary").click();
  await other.getByRole("button", { name: "Sign out" }).click();
  await expect(other.getByRole("heading", { name: "You have signed out" })).toBeVisible();

  const cover = aino.page.getByRole("alertdialog", { name: "You are no longer signed in" });
  await expect(cover).toBeVisible();
  await expect(cover).toBeFocused();
  await expect(aino.page.getByText("Tervetuloa ohjaustilaan")).toBeHidden();
  await aino.audit();
  await cover.getByRole("link", { name: "Sign in again" }).click();
  await aino.signInAs("Aino Esimerkki");
  expect(new URL(aino.page.url()).pathname).toBe(here);
  await expect(message(aino)).toHaveValue("In the middle of a");
});

test("a file that cannot go holds the message back, and says so", async ({ someone }) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  await message(aino).fill("With a file that is refused");
  await aino.page.getByLabel("Attach files").setInputFiles([
    { name: "program.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ\x90\0") },
    { name: "nothing.txt", mimeType: "text/plain", buffer: Buffer.from("") },
  ]);
  await expect(aino.page.getByRole("button", { name: "Remove: program.exe" })).toBeVisible();
  await expect(aino.page.getByText("The file is empty.")).toBeVisible();
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(aino.page.getByText("Some files cannot be sent")).toBeVisible();
  await expect(said(aino, "With a file that is refused")).toHaveCount(0);
  for (const name of ["program.exe", "nothing.txt"]) {
    await aino.page.getByRole("button", { name: `Remove: ${name}` }).click();
  }
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(said(aino, "With a file that is refused")).toHaveCount(1);
});

test("a stream that is refused is opened again, and the page says that it is not live", async ({
  someone,
}) => {
  const [aino, olli] = [await someone(), await someone()];
  let refused = true;
  await aino.page.route("**/events*", (route) =>
    refused ? route.fulfill({ status: 503, body: "" }) : route.continue(),
  );
  await enterConversation(aino, "Aino Esimerkki");
  await expect(aino.page.getByText("The connection is lost.")).toBeVisible({ timeout: 20_000 });
  await enterConversation(olli, "Olli Ohjaaja");
  await message(olli).fill("While she was away");
  await olli.page.getByRole("button", { name: "Send" }).click();
  await expect(said(olli, "While she was away")).toHaveCount(1);
  refused = false;
  await expect(said(aino, "While she was away")).toHaveCount(1, { timeout: 30_000 });
  await expect(aino.page.getByText("The connection is lost.")).toHaveCount(0);
});

test("a page without anything that moves loads no program", async ({ someone }) => {
  const nobody = await someone();
  const loaded: string[] = [];
  nobody.page.on("request", (request) => loaded.push(request.url()));
  for (const path of ["/", "/sign-in", "/signed-out", "/nowhere"]) await nobody.open(path);
  expect(loaded.filter((url) => /\.(js|wasm)$/.test(url))).toEqual([]);
});

test("the workspace is searched, and one goes on at what was found", async ({ someone }) => {
  const aino = await someone();
  await enterWorkspace(aino, "Aino Esimerkki");
  await aino.page.getByRole("link", { name: "Search", exact: true }).click();
  await aino.page.getByLabel("Search words").fill("lähihoitajan");
  await aino.page.getByRole("button", { name: "Search" }).click();
  await expect(aino.page.getByRole("heading", { name: "Results: 1" })).toBeVisible();
  await expect(aino.page.getByLabel("Search words")).toHaveValue("lähihoitajan");
  expect(aino.page.url()).not.toContain("hoitajan");
  await aino.audit();
  // From what was found one comes back to it.
  await aino.page.getByRole("main").getByRole("listitem").getByRole("link").first().click();
  await aino.settled();
  await aino.page.goBack();
  await expect(aino.page.getByRole("heading", { name: "Results: 1" })).toBeVisible();
});
