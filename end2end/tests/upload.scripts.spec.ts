// W1: files come by drop and by paste, can be broken off and tried again, and PDFs open.

import { enterConversation, message } from "../support/sample.ts";
import { type Someone, expect, test } from "../support/test.ts";

function text(name: string, content: string) {
  return { name, mimeType: "text/plain", buffer: Buffer.from(content) };
}

test("files are dropped and pasted, text is pasted as ever", async ({ someone }) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  await message(aino).evaluate((field) => {
    const carry = (name: string) => {
      const data = new DataTransfer();
      data.items.add(new File(["content"], name, { type: "text/plain" }));
      return data;
    };
    const both = { bubbles: true, cancelable: true };
    field.dispatchEvent(new DragEvent("drop", { dataTransfer: carry("dropped.txt"), ...both }));
    field.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: carry("pasted.txt"), ...both }),
    );
  });
  for (const name of ["dropped.txt", "pasted.txt"]) {
    await expect(aino.page.getByRole("button", { name: `Remove: ${name}` })).toBeVisible();
  }
});

test("an upload that fails is tried again, and one too many is broken off", async ({ someone }) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  const { page } = aino;
  const files = page.getByLabel("Attach files");
  await page.route("**/files?*", (route) => route.abort());
  await files.setInputFiles(text("again.txt", "12345"));
  const again = page.getByRole("button", { name: "Try again: again.txt" });
  await expect(again).toBeVisible();
  await expect(page.getByText("There is no connection to the service.")).toBeVisible();
  await aino.audit();
  await page.unroute("**/files?*");
  await again.click();
  await expect(page.getByText("5 B")).toBeVisible();

  // This one never arrives.
  await page.route("**/files?*", () => {});
  await files.setInputFiles(text("never.txt", "12345"));
  await expect(page.getByRole("progressbar", { name: "never.txt" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeDisabled();
  await aino.audit();
  await page.getByRole("button", { name: "Cancel: never.txt" }).click();
  await expect(page.getByText("never.txt")).toHaveCount(0);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("link", { name: "again.txt", exact: true })).toBeVisible();
});
