// What somebody typed is text, wherever it is shown: nothing of it runs, loads or becomes a part of
// the page. A page that reports a breach of its policy fails by itself.

import { enterConversation, enterWorkspace, message } from "../support/sample.ts";
import { type Someone, expect, test } from "../support/test.ts";

const CORPUS = [
  "<script>alert(1)</script>",
  "</script><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "<details open ontoggle=alert(1)>",
  "<input autofocus onfocus=alert(1)>",
  '<a href="javascript:alert(1)">x</a>',
  "javascript:alert(1)",
  'https://example.org/"onmouseover="alert(1)',
  "https://example.org/'><script>alert(1)</script>",
  "data:text/html,<script>alert(1)</script>",
  '"><script>alert(1)</script>',
  "'-alert(1)-'",
  "${alert(1)} {{alert(1)}} #{alert(1)}",
  "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "<!--><script>alert(1)</script>-->",
  "]]><script>alert(1)</script>",
  "<base href=//example.org/>",
  "<meta http-equiv=refresh content=0;url=//example.org/>",
  "<template><script>alert(1)</script></template>",
  "\u202e<script>alert(1)</script>\u2028\u2029",
];

/** The page has no element that only a text could have brought, and nothing has run. */
async function harmless(who: Someone) {
  await who.settled();
  const brought =
    "main :is(script, iframe, object, embed, math, base, meta, animate, template, style)," +
    "main :is([onerror], [onload], [onfocus], [ontoggle], [onmouseover], [onbegin])," +
    "main :is(a[href^='javascript:' i], a[href^='data:' i], img[src='x'])";
  await expect(who.page.locator(brought)).toHaveCount(0);
  expect(new URL(who.page.url()).origin).toBe(who.demo.url);
}

/** Fails the test when anything opens a dialog. */
function watch(who: Someone) {
  who.page.on("dialog", (dialog) => {
    throw new Error(`something ran: ${dialog.message()}`);
  });
}

test("what is typed is shown as it was typed", async ({ someone }) => {
  const [olli, aino, sirpa] = [await someone(), await someone(), await someone()];
  for (const who of [olli, aino, sirpa]) watch(who);
  const [subject = ""] = CORPUS;

  // A title, a subject, a text, and a note.
  await olli.open("/workspaces/new");
  await olli.signInAs("Olli Ohjaaja");
  await olli.page.getByLabel("Title").fill("</title><script>alert(1)</script>");
  await olli.page.getByLabel("Customer's email address").fill("maija@example.org");
  await olli.page.getByLabel("Customer's language").selectOption("en");
  await olli.page.getByRole("button", { name: "Create the workspace" }).click();
  await expect(olli.page.getByRole("heading", { name: "</title>" })).toBeVisible();
  await harmless(olli);
  await olli.open("/workspaces");
  await harmless(olli);
  await olli.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await olli.settled();
  const workspace = new URL(olli.page.url()).pathname;
  await olli.open(`${workspace}/new`);
  await olli.page.getByLabel("Subject").fill(subject);
  await message(olli).fill(CORPUS.join("\n"));
  await olli.page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(olli.page.getByRole("heading", { name: subject })).toBeVisible();
  await harmless(olli);
  await olli.open(`${workspace}/notes`);
  await olli.page.getByLabel("New note").fill(CORPUS.join("\n"));
  await olli.page.getByRole("button", { name: "Add the note" }).click();
  await expect(olli.page.getByText(CORPUS[2] ?? "").first()).toBeVisible();
  await harmless(olli);

  // The other side reads every line of it as it was typed.
  await enterWorkspace(aino, "Aino Esimerkki");
  await harmless(aino);
  await aino.page.getByRole("link", { name: subject }).click();
  await expect(aino.page.getByRole("heading", { name: subject })).toBeVisible();
  const body = aino.page.locator(".message-body").first();
  for (const line of CORPUS.slice(0, -1)) await expect(body).toContainText(line);
  await harmless(aino);
  await aino.open(`${workspace}/search?text=${encodeURIComponent("<script>alert(1)")}`);
  await harmless(aino);

  // The reason of a supervisor, which the customer reads.
  await sirpa.open("/break-glass");
  await sirpa.signInAs("Sirpa Valvoja");
  await sirpa.page.getByLabel("Workspace number").fill("1");
  await sirpa.page.getByLabel("Reason").fill(CORPUS.slice(0, 12).join("\n"));
  await sirpa.page.getByRole("button", { name: "Open the workspace" }).click();
  await expect(sirpa.page.getByRole("heading", { name: "Opened as a supervisor" })).toBeVisible();
  await harmless(sirpa);
  await aino.open(`${workspace}/access`);
  await expect(aino.page.getByText(CORPUS[2] ?? "").first()).toBeVisible();
  await harmless(aino);
});

test("an address takes nothing into the page", async ({ someone }) => {
  const aino = await someone();
  watch(aino);
  await enterConversation(aino, "Aino Esimerkki");
  const here = new URL(aino.page.url()).pathname;
  // Every third is enough here: an address is read in one place.
  for (const text of CORPUS.filter((_, place) => place % 3 === 0)) {
    const hostile = encodeURIComponent(text);
    for (const path of [`${here}?reply=${hostile}`, `/sign-in/refused?why=${hostile}`]) {
      await aino.open(path);
      await harmless(aino);
    }
  }
});
