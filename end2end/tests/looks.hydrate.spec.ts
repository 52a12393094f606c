// How the pages look (U1, U2): in each language, wide and at 320 px, in light and dark. No page
// scrolls sideways, none has findings of accessibility. With SHOTS=folder, pictures are kept.

import { join } from "node:path";
import { type Someone, expect, test } from "../support/test.ts";

const languages = ["Suomi", "Svenska", "English"];
const folder = process.env.SHOTS;

/** Looks at the page in every width and scheme. */
async function look(who: Someone, name: string) {
  for (const [width, height] of [
    [1280, 900],
    [320, 640],
  ] as const) {
    await who.page.setViewportSize({ width, height });
    const content = await who.page.evaluate(() => document.documentElement.scrollWidth);
    expect(content, `${name} at ${width} px`).toBeLessThanOrEqual(width);
    for (const colorScheme of ["dark", "light"] as const) {
      await who.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await who.audit();
      if (folder) {
        const path = join(folder, `${name}-${width}-${colorScheme}.png`);
        await who.page.screenshot({ path, fullPage: true });
      }
    }
  }
}

/** Looks at a page in every language. */
async function lookInAllLanguages(who: Someone, path: string, name: string) {
  for (const language of languages) {
    await who.open(path);
    await who.page.getByRole("button", { name: language, exact: true }).click();
    await who.settled();
    await look(who, `${name}-${language}`);
  }
}

test("every page, in every language, wide and narrow, light and dark", async ({ someone }) => {
  test.setTimeout(300_000);
  const olli = await someone();
  await lookInAllLanguages(olli, "/", "home");
  await lookInAllLanguages(olli, "/sign-in?because=idle", "sign-in");
  await lookInAllLanguages(olli, "/sign-in/refused?why=weak", "refused");
  await lookInAllLanguages(olli, "/invitations/none", "invitation-invalid");
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  await lookInAllLanguages(olli, "/workspaces", "list");
  await lookInAllLanguages(olli, "/workspaces/new", "create");
  await lookInAllLanguages(olli, "/workspaces/nothing", "missing");

  const aino = await someone();
  await aino.open("/workspaces");
  await aino.signInAs("Aino Esimerkki");
  await aino.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await aino.settled();
  const workspace = new URL(aino.page.url()).pathname;
  await lookInAllLanguages(aino, workspace, "workspace-active");
  await lookInAllLanguages(olli, workspace, "workspace-counselor");
  await aino.open(workspace);
  await aino.page.getByRole("link", { name: "Ensimmäinen tapaaminen" }).click();
  await aino.settled();
  await lookInAllLanguages(aino, new URL(aino.page.url()).pathname, "conversation");

  const maija = await someone();
  await maija.open("/workspaces");
  await maija.signInAs("Maija Mallikas");
  await lookInAllLanguages(maija, "/workspaces", "list-empty");
  await look(maija, "list-empty");

  await aino.nextEvent();
  await lookInAllLanguages(aino, workspace, "workspace-inactive");
  for (let step = 0; step < 6; step += 1) {
    await aino.nextEvent();
    await aino.open(workspace);
    if (await aino.page.getByText("This workspace is in your archive").isVisible()) break;
  }
  await lookInAllLanguages(aino, workspace, "workspace-archived");
});
