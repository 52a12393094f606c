// W1: files that are looked at before anybody gets them.

import { enterConversation, message } from "../support/sample.ts";
import { expect, test } from "../support/test.ts";

test.use({ scanned: true });

test("nobody gets a file before it was looked at, and a harmful one never", async ({
  someone,
  scanner,
}) => {
  const [aino, olli] = [await someone(), await someone()];
  await enterConversation(aino, "Aino Esimerkki");
  const files = [
    { name: "good.txt", mimeType: "text/plain", buffer: Buffer.from("a letter") },
    { name: "bad.txt", mimeType: "text/plain", buffer: Buffer.from("a harmful letter") },
  ];
  await aino.page.getByLabel("Attach files").setInputFiles(files);
  if (aino.scripts) {
    await expect(aino.page.getByRole("button", { name: "Remove: bad.txt" })).toBeVisible();
    await expect(aino.page.getByRole("button", { name: "Remove: good.txt" })).toBeVisible();
  }
  await message(aino).fill("Two files");
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(aino.page.getByText("being scanned for malware")).toHaveCount(2);
  await aino.settled();
  await aino.audit();
  const conversation = new URL(aino.page.url()).pathname;
  await enterConversation(olli, "Olli Ohjaaja");
  await expect(olli.page.getByRole("link", { name: "good.txt", exact: true })).toHaveCount(0);

  scanner.answer();
  // Pages see it by themselves; without scripts one looks again.
  const judged = async () => {
    if (!olli.scripts) await olli.open(conversation);
    const harmful = olli.page.getByText("removed because it contained malware");
    return (await harmful.count()) + (await good.count());
  };
  const good = olli.page.getByRole("link", { name: "good.txt", exact: true });
  await expect.poll(judged, { timeout: 30_000 }).toBe(2);
  await expect(olli.page.getByRole("link", { name: "bad.txt", exact: true })).toHaveCount(0);
  await olli.audit();
});
