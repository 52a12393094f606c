// W1: files go with messages, come back as they were, and hostile ones do nothing.

import { readFile } from "node:fs/promises";
import { enterConversation, message } from "../support/sample.ts";
import { type Someone, expect, test } from "../support/test.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Chooses files; with scripts, waits until they are there. */
async function attach(who: Someone, files: { name: string; mimeType: string; buffer: Buffer }[]) {
  await who.page.getByLabel("Attach files").setInputFiles(files);
  if (who.scripts) {
    for (const { name } of files) {
      await expect(who.page.getByRole("button", { name: `Remove: ${name}` })).toBeVisible();
    }
  }
}

test("files go with a message and come back as they were", async ({ someone }) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  const letter = Buffer.from(`Hyvää päivää\n${"rivi\n".repeat(100_000)}`);
  await attach(aino, [
    { name: "Äidin kirje.txt", mimeType: "text/plain", buffer: letter },
    { name: "kuva.png", mimeType: "image/png", buffer: png },
  ]);
  await message(aino).fill("Here they are");
  await aino.audit();
  await aino.page.getByRole("button", { name: "Send" }).click();
  const sent = aino.page.getByRole("listitem").filter({ hasText: "Here they are" });
  await expect(sent.getByRole("link", { name: "kuva.png", exact: true })).toBeVisible();
  await expect(message(aino)).toHaveValue("");
  await aino.audit();

  const olli = await someone();
  await enterConversation(olli, "Olli Ohjaaja");
  const download = olli.page.waitForEvent("download");
  await olli.page.getByRole("link", { name: "Äidin kirje.txt", exact: true }).click();
  const file = await download;
  expect(file.suggestedFilename()).toBe("Äidin kirje.txt");
  expect((await readFile(await file.path())).equals(letter)).toBe(true);
  const picture = olli.page.getByRole("link", { name: "Enlarge picture: kuva.png" });
  await expect(picture.locator("img")).toHaveJSProperty("naturalWidth", 1);
});

test("a text opens in the browser as it was written, in whatever encoding", async ({ someone }) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  await attach(aino, [
    { name: "excel.csv", mimeType: "", buffer: Buffer.from("Nimi;Ikä\r\nÅsa;34", "latin1") },
    { name: "muistio.txt", mimeType: "", buffer: Buffer.from("\uFEFFPäivä", "utf16le") },
    {
      name: "sivu.html",
      mimeType: "",
      buffer: Buffer.from("<script>document.title = 'ran'</script>"),
    },
  ]);
  await aino.page.getByRole("button", { name: "Send" }).click();
  const shown = {
    "excel.csv": "Nimi;Ikä",
    "muistio.txt": "Päivä",
    "sivu.html.txt": "<script>document.title = 'ran'</script>",
  };
  for (const [name, text] of Object.entries(shown)) {
    const opening = aino.page.context().waitForEvent("page");
    await aino.page.getByRole("link", { name: `Open: ${name}` }).click();
    const opened = await opening;
    await expect(opened.locator("body")).toContainText(text);
    await expect(opened).not.toHaveTitle("ran");
    await opened.close();
  }
});

test("what cannot be taken is said, and the text and the other files stay", async ({ someone }) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  await message(aino).fill("Not to be lost");
  await aino.page.getByLabel("Attach files").setInputFiles([
    { name: "good.png", mimeType: "image/png", buffer: png },
    { name: "program.exe", mimeType: "", buffer: Buffer.from("MZ\x90\0\x03\0\0\0", "latin1") },
  ]);
  if (!aino.scripts) await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(aino.mistake("This type of file cannot be sent")).toBeVisible();
  await expect(message(aino)).toHaveValue("Not to be lost");
  await aino.audit();
  if (aino.scripts) {
    await aino.page.getByRole("button", { name: "Remove: program.exe" }).click();
  } else {
    // What was good is kept, and can be left out.
    await expect(aino.page.getByRole("checkbox", { name: "good.png" })).toBeChecked();
  }
  await aino.page.getByRole("button", { name: "Send" }).click();
  const sent = aino.page.getByRole("listitem").filter({ hasText: "Not to be lost" });
  await expect(sent.getByRole("link", { name: "good.png", exact: true })).toBeVisible();
});

test("a hostile name is only a name", async ({ someone }) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  const name = '../../"><img src=x onerror=alert(1)>\u202Egnp.html';
  await aino.page
    .getByLabel("Attach files")
    .setInputFiles([{ name, mimeType: "text/html", buffer: Buffer.from("just text") }]);
  if (aino.scripts) await expect(aino.page.getByRole("button", { name: /^Remove/ })).toBeVisible();
  await aino.page.getByRole("button", { name: "Send" }).click();
  const link = aino.page.getByRole("link", { name: /^img.*html\.txt$/ });
  await expect(link).toBeVisible();
  const download = aino.page.waitForEvent("download");
  await link.click();
  expect((await download).suggestedFilename()).toMatch(/^[^/\\<>"]*html\.txt$/);
});
