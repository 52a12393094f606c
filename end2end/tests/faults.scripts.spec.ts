// What the machine can do to us: a disk that is full, and a power that fails. Nothing half-stored is
// seen, nothing that was acknowledged is lost.

import { request } from "node:http";
import { canMount } from "../support/demo.ts";
import { enterConversation, message } from "../support/sample.ts";
import { type Someone, expect, test } from "../support/test.ts";

/** Messages with this in them. */
function said(who: Someone, text: string) {
  return who.page.getByRole("listitem").filter({ hasText: text });
}

test.describe("on a small disk", () => {
  test.skip(!canMount(), "this machine lets nobody mount anything");
  test.use({ disk: 24 });

  test("a full disk is told, and what was typed goes out once there is room", async ({
    someone,
    demo,
  }) => {
    const aino = await someone();
    await enterConversation(aino, "Aino Esimerkki");
    const { page } = aino;
    const failed = page.getByText("Something went wrong on our side");

    const attach = async (name: string) => {
      const buffer = Buffer.alloc(1 << 20, "a");
      await page.getByLabel("Attach files").setInputFiles({ name, mimeType: "text/plain", buffer });
      await expect(page.getByRole("button", { name: `Remove: ${name}` })).toBeVisible();
    };
    await attach("before.txt");
    demo.fillDisk();
    await attach("after.txt");
    const again = page.getByRole("button", { name: "Try again: after.txt" });
    await expect(again).toBeVisible();
    await aino.audit();
    await page.getByRole("button", { name: "Remove: after.txt" }).click();

    // Messages, until they do not go either.
    const acknowledged: string[] = [];
    let typed = "";
    for (let number = 1; number <= 200; number += 1) {
      typed = `Letter ${number}. ${"x".repeat(9_000)}`;
      await message(aino).fill(typed);
      await page.getByRole("button", { name: "Send" }).click();
      await expect(message(aino).and(page.locator(":enabled"))).toBeVisible();
      await expect(failed.or(said(aino, `Letter ${number}.`)).first()).toBeVisible();
      if (await failed.first().isVisible()) break;
      acknowledged.push(`Letter ${number}.`);
    }
    await expect(failed.first()).toBeVisible();
    await expect(message(aino)).toHaveValue(typed);
    await aino.audit();

    demo.makeRoom();
    await page.getByRole("button", { name: "Send" }).click();
    const last = `Letter ${acknowledged.length + 1}.`;
    await expect(said(aino, last)).toHaveCount(1);
    await aino.open(new URL(page.url()).pathname);
    for (const text of [...acknowledged, last]) await expect(said(aino, text)).toHaveCount(1);
    await expect(page.getByRole("link", { name: "before.txt", exact: true })).toHaveCount(1);
    await expect(page.getByText("after.txt")).toHaveCount(0);
  });
});

test("a server that is killed has lost nothing, and shows no half of anything", async ({
  someone,
  demo,
}) => {
  const aino = await someone();
  await enterConversation(aino, "Aino Esimerkki");
  const { page } = aino;
  await message(aino).fill("Sent before");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(said(aino, "Sent before")).toHaveCount(1);

  // An upload of which half has arrived when the power fails.
  const cookies = await page.context().cookies();
  const address = new URL(page.url());
  const half = new Promise<void>((arrived) => {
    const upload = request(
      {
        host: address.hostname,
        port: address.port,
        method: "POST",
        path: `${address.pathname.replace(/\/conversations.*/, "")}/files?conversation=${address.pathname.split("/").at(-1)}`,
        headers: {
          cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
          origin: address.origin,
          "content-type": "application/octet-stream",
          "content-length": 16 << 20,
          "x-file-name": "half.txt",
        },
      },
      () => {},
    );
    upload.on("error", () => {});
    upload.write(Buffer.alloc(12 << 20, "a"), () => arrived());
  });
  await half;
  await message(aino).fill("Typed while the power failed");
  await demo.kill();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText("There is no connection to the service")).toBeVisible();
  await expect(message(aino)).toHaveValue("Typed while the power failed");

  await demo.begin();
  await page.getByRole("button", { name: "Send" }).click();
  await expect(said(aino, "Typed while the power failed")).toHaveCount(1);
  await aino.open(address.pathname);
  await expect(said(aino, "Sent before")).toHaveCount(1);
  await expect(said(aino, "Typed while the power failed")).toHaveCount(1);
  await expect(page.getByText("half.txt")).toHaveCount(0);
});
