// What pages cost: `make measure`, after `make release`. It prints, and asserts nothing: how fast a machine is
// is no rule.

import { type Someone, expect, test } from "../support/test.ts";

test.use({ friday: true });

/** How many times each page is asked for, and how many at a time. */
const [TIMES, AT_A_TIME] = [400, 8];

async function pagesASecond(who: Someone, path: string): Promise<number> {
  const began = performance.now();
  for (let asked = 0; asked < TIMES; asked += AT_A_TIME) {
    const batch = Array.from({ length: AT_A_TIME }, () =>
      who.page.request.get(who.demo.url + path),
    );
    await Promise.all(batch);
  }
  return (TIMES * 1000) / (performance.now() - began);
}

test("what pages cost", async ({ someone }) => {
  test.slow();
  const aino = await someone();
  await aino.open("/workspaces");
  await aino.signInAs("Aino Esimerkki");
  await aino.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await aino.page.getByRole("link", { name: "Ensimmäinen tapaaminen" }).click();
  await aino.settled();
  const conversation = new URL(aino.page.url()).pathname;
  for (const path of ["/", "/workspaces", conversation]) {
    const html = await (await aino.page.request.get(aino.demo.url + path)).body();
    const pages = await pagesASecond(aino, path);
    console.log(`${path}: ${html.length} bytes of HTML, ${Math.round(pages)} pages a second`);
  }

  // A phone of the middle on a slow network: until a message can be typed, and until the program is there.
  const phone = await aino.page.context().newPage();
  const devtools = await aino.page.context().newCDPSession(phone);
  await devtools.send("Network.enable");
  let [requests, bytes] = [0, 0];
  devtools.on("Network.loadingFinished", ({ encodedDataLength }) => {
    requests += 1;
    bytes += encodedDataLength;
  });
  const slow = {
    offline: false,
    latency: 150,
    downloadThroughput: 204_800,
    uploadThroughput: 93_750,
  };
  await devtools.send("Network.emulateNetworkConditions", slow);
  await devtools.send("Network.setCacheDisabled", { cacheDisabled: true });
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const began = performance.now();
  await phone.goto(aino.demo.url + conversation, { waitUntil: "commit" });
  await phone.getByLabel("Message", { exact: true }).fill("Typed");
  const typed = performance.now() - began;
  await expect(phone.locator("body[data-ready]")).toBeAttached({ timeout: 60_000 });
  const ready = performance.now() - began;
  console.log(
    `a phone: typed after ${Math.round(typed)} ms, program there after ${Math.round(ready)} ms`,
  );
  console.log(`a first visit: ${requests} requests, ${bytes} bytes`);
});
