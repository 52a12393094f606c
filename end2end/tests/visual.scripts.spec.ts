// How the pages look (U1, U2): in each language, wide and at 320 px, in light and dark. No page
// scrolls sideways, none has findings of accessibility. With SHOTS=folder, pictures are kept.

import { join } from "node:path";
import { type Someone, expect, test } from "../support/test.ts";

// English is last: what follows is said in it.
const languages = ["fi", "sv", "en"];
const sizes = [
  [1280, 900],
  [320, 640],
] as const;
const folder = process.env.SHOTS;

// Each looks at dozens of pages, in minutes: side by side, so that nobody waits for the last one.
test.describe.configure({ mode: "parallel" });
test.beforeEach(() => test.slow());

/**
 * Looks at a page. In every language it fits, wide and narrow. What differs by width and by colour,
 * and not by language, is looked at in one: accessibility, wide in the light, narrow in the dark.
 */
async function look(who: Someone, path: string, name: string) {
  for (const language of languages) {
    const cookie = { name: "luotsi-language", value: language, url: who.demo.url };
    await who.page.context().addCookies([cookie]);
    const isWhole = language === "en" || folder !== undefined;
    await (isWhole ? who.open(path) : who.page.goto(who.demo.url + path));
    for (const [width, height] of sizes) {
      await who.page.setViewportSize({ width, height });
      const content = await who.page.evaluate(() => document.documentElement.scrollWidth);
      expect(content, `${name} in ${language} at ${width} px`).toBeLessThanOrEqual(width);
      const colorScheme = language === "en" && width === 320 ? "dark" : "light";
      await who.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      if (language === "en") await who.audit();
      if (folder) {
        const file = join(folder, `${name}-${language}-${width}-${colorScheme}.png`);
        await who.page.screenshot({ path: file, fullPage: true });
      }
    }
  }
}

/** Signs in, and gives the address of the sample workspace. */
async function signIn(who: Someone, name: string) {
  await who.open("/workspaces");
  await who.signInAs(name);
  const link = who.page.getByRole("link", { name: "Opintojen jatkaminen" });
  return (await link.getAttribute("href")) ?? "";
}

test("before signing in", async ({ someone }) => {
  const visitor = await someone();
  await look(visitor, "/", "home");
  await look(visitor, "/sign-in?because=idle", "sign-in");
  await look(visitor, "/sign-in/refused?why=weak", "refused");
  await look(visitor, "/invitations/none", "invitation-invalid");
  await look(visitor, "/reauthenticate?return_to=/workspaces", "prove");
  await look(visitor, "/signed-out?from=esimerkkila", "signed-out");
  // An address that only forms are sent to: its page is the one for whatever cannot be shown.
  await visitor.page.goto(`${visitor.demo.url}/sign-out`);
  await expect(visitor.page.getByRole("heading", { name: "That did not work" })).toBeVisible();
  await visitor.audit();
  if (folder) await visitor.page.screenshot({ path: join(folder, "trouble.png") });
});

test("the counselor's pages", async ({ someone }) => {
  const olli = await someone();
  const workspace = await signIn(olli, "Olli Ohjaaja");
  await look(olli, "/workspaces", "list");
  await look(olli, "/workspaces/new", "create");
  await look(olli, "/workspaces/nothing", "missing");
  await look(olli, workspace, "workspace-counselor");
  await olli.open(`${workspace}/notes`);
  await olli.page.getByLabel("New note").fill("Called the school; they can offer part time.");
  await olli.page.getByRole("button", { name: "Add the note" }).click();
  await expect(olli.page.locator(".message-body", { hasText: "Called the school" })).toBeVisible();
  await look(olli, `${workspace}/notes`, "notes");
});

test("the page of people, for each of them", async ({ someone }) => {
  const [olli, aino, kaisa] = [await someone(), await someone(), await someone()];
  const workspace = await signIn(olli, "Olli Ohjaaja");
  await olli.open(`${workspace}/people`);
  await olli.page.getByLabel("Work email").fill("kaisa@example.org");
  await olli.page.getByLabel("Purpose").fill("Asumisneuvonta muuton ajaksi");
  await olli.page.getByLabel("Everything, earlier conversations as well").check();
  await olli.page.getByLabel("Last day").fill("2026-04-15");
  await olli.page.getByRole("button", { name: "Ask for consent" }).click();
  await expect(olli.page.getByText("Waiting for the customer's answer")).toBeVisible();
  await look(olli, `${workspace}/people`, "people-counselor");
  await signIn(aino, "Aino Esimerkki");
  await look(aino, workspace, "workspace-consent-asked");
  await look(aino, `${workspace}/people`, "people-customer");
  await aino.page.getByRole("button", { name: "Give consent" }).click();
  await expect(aino.page.getByText("Takes part", { exact: true })).toBeVisible();
  await kaisa.open("/workspaces");
  await kaisa.signInAs("Kaisa Ohjaaja");
  await look(kaisa, workspace, "workspace-guest");
  await look(kaisa, `${workspace}/people`, "people-guest");
});

test("the main user's pages", async ({ someone }) => {
  const olli = await someone();
  const workspace = await signIn(olli, "Olli Ohjaaja");
  await look(olli, "/workspaces/away", "away");
  await look(olli, "/workspaces/saved-replies", "saved-replies");
  await olli.open(workspace);
  await olli.page.getByRole("button", { name: "Close the workspace" }).click();
  await expect(olli.page.getByRole("dialog")).toBeVisible();
  await olli.audit();
  if (folder) await olli.page.screenshot({ path: join(folder, "dialog.png") });

  const paula = await someone();
  await paula.open("/organisation");
  await paula.signInAs("Paula Pääkäyttäjä");
  await look(paula, "/organisation", "organisation");
  await look(paula, "/organisation/workspaces", "oversee");
  await look(paula, "/organisation/canned-responses", "answers");
  await look(paula, "/organisation/people", "people-of-organisation");
  await look(paula, "/organisation/policy?active=1&inactive=3&archived=12&hold=6", "policy");
  await look(paula, "/organisation/policy?active=none&inactive=3&archived=0&hold=", "policy-wrong");
  await paula.open("/organisation/workspaces");
  await paula.page.getByRole("checkbox").first().check();
  await paula.page.getByLabel("Reason").selectOption("Work has been reassigned");
  await paula.page.getByRole("button", { name: "Preview" }).click();
  await paula.page.waitForURL(/bulk-actions/);
  await look(paula, new URL(paula.page.url()).pathname, "bulk-action");
});

test("the customer's pages", async ({ someone }) => {
  const aino = await someone();
  const workspace = await signIn(aino, "Aino Esimerkki");
  await look(aino, workspace, "workspace-active");
  await look(aino, "/sign-ins", "sign-ins");
  await aino.open(workspace);
  const link = aino.page.getByRole("link", { name: "Ensimmäinen tapaaminen" });
  const conversation = new URL((await link.getAttribute("href")) ?? "", aino.page.url()).pathname;
  await aino.open(`${conversation}?reply=3`);
  const buffer = Buffer.from("Hei\n".repeat(9_000));
  const letter = { name: "Opintosuunnitelma syksylle 2026.txt", mimeType: "text/plain", buffer };
  await aino.page.getByLabel("Attach files").setInputFiles(letter);
  await expect(aino.page.getByRole("button", { name: /^Remove/ })).toBeVisible();
  await aino.page.getByLabel("Message", { exact: true }).fill("See https://example.org/a, please.");
  await look(aino, `${conversation}?reply=3`, "conversation-writing");
  await aino.open(`${conversation}?reply=3`);
  await aino.page.getByRole("button", { name: "Send" }).click();
  await expect(aino.page.getByRole("link", { name: letter.name, exact: true })).toBeVisible();
  await look(aino, conversation, "conversation");
  await look(aino, `${workspace}/access`, "access");
  await look(aino, `${workspace}/search`, "search");
  await aino.page.getByLabel("Search words").fill("OPPILAITOKSESTA");
  await aino.page.getByRole("button", { name: "Search" }).click();
  await expect(aino.page.getByRole("heading", { name: "Results: 1" })).toBeVisible();
  await aino.audit();
  if (folder) await aino.page.screenshot({ path: join(folder, "found.png") });
  const maija = await someone();
  await maija.open("/workspaces");
  await maija.signInAs("Maija Mallikas");
  await look(maija, "/workspaces", "list-empty");
  // A link to another sign-in leads here.
  await look(maija, "/sign-in?because=switch&return_to=/workspaces", "sign-in-switch");
});

test("a workspace at the end of its life", async ({ someone }) => {
  const aino = await someone();
  const workspace = await signIn(aino, "Aino Esimerkki");
  await aino.nextEvent();
  await look(aino, workspace, "workspace-inactive");
  await aino.nextEvent();
  await look(aino, workspace, "workspace-archived");
  await expect(aino.page.getByText("This workspace is in your archive")).toBeVisible();
});

test("the supervisor's pages, and the undertaking", async ({ someone }) => {
  const [sirpa, kaisa] = [await someone(), await someone()];
  await sirpa.open("/break-glass");
  await sirpa.signInAs("Sirpa Valvoja");
  await look(sirpa, "/break-glass", "break-glass-nothing");
  await sirpa.page.getByLabel("Workspace number").fill("1");
  await sirpa.page.getByLabel("Reason").fill("The customer's complaint 12/2026.");
  await sirpa.page.getByRole("button", { name: "Open the workspace" }).click();
  await expect(sirpa.page.getByRole("heading", { name: "Opened as a supervisor" })).toBeVisible();
  const opened = new URL(sirpa.page.url()).pathname;
  await look(sirpa, opened, "break-glass-workspace");
  await sirpa.page.getByRole("link", { name: "Ensimmäinen tapaaminen" }).click();
  await expect(sirpa.page.getByText("Kesken jäi")).toBeVisible();
  await look(sirpa, new URL(sirpa.page.url()).pathname, "break-glass-conversation");
  await look(sirpa, "/break-glass", "break-glass-opened");

  await kaisa.open("/workspaces");
  await kaisa.signInAs("Kaisa Ohjaaja");
  await look(kaisa, "/workspaces", "two-organisations");
  await kaisa.openMenu();
  await kaisa.page.getByRole("link", { name: /^Switch to Naapurila / }).click();
  await kaisa.page.getByRole("button", { name: "Kaisa Ohjaaja" }).click();
  await kaisa.settled();
  await look(kaisa, "/undertaking?return_to=/workspaces", "undertaking");
});
