// W1, W5, A2: answering, taking back, internal notes, and who has looked.

import { enterWorkspace, openConversation, message } from "../support/sample.ts";
import { type Someone, expect, test } from "../support/test.ts";

async function send(who: Someone, text: string) {
  await message(who).fill(text);
  await who.page.getByRole("button", { name: "Send" }).click();
  await expect(who.page.getByRole("listitem").filter({ hasText: text })).toBeVisible();
  await who.settled();
}

test("another language is chosen in the middle of a word", async ({ someone }) => {
  const aino = await someone();
  await enterWorkspace(aino, "Aino Esimerkki");
  await openConversation(aino);
  await message(aino).pressSequentially("A word, and ano");
  await aino.page.getByRole("button", { name: "Svenska" }).click();
  await expect(aino.page.getByLabel("Meddelande", { exact: true })).toHaveValue("A word, and ano");
  await aino.audit();
});

test("a message is answered, and one too many is taken back", async ({ someone }) => {
  const aino = await someone();
  await enterWorkspace(aino, "Aino Esimerkki");
  await openConversation(aino);
  await aino.page
    .getByRole("link", { name: /^Reply to this/ })
    .last()
    .click();
  await expect(aino.page.getByText("You are replying to:")).toBeVisible();
  await aino.settled();
  await send(aino, "The answer, see https://example.org/page.");
  const answer = aino.page.getByRole("listitem").filter({ hasText: "The answer" });
  await expect(answer.getByText("Kiitos, tämä auttaa paljon")).toBeVisible();
  await expect(
    answer.getByRole("link", { name: "https://example.org/page", exact: true }),
  ).toBeVisible();
  await expect(aino.page.getByText("You are replying to:")).toHaveCount(0);

  await send(aino, "Sent too early");
  const early = aino.page.getByRole("listitem").filter({ hasText: "Sent too early" });
  await early.getByRole("button", { name: "Withdraw" }).click();
  await aino.confirm("Withdraw");
  await expect(aino.page.getByText("This message was withdrawn.")).toBeVisible();
  await expect(aino.page.getByText("Sent too early")).toHaveCount(0);
  await aino.audit();
});

test("staff keep notes that the customer never sees, and the customer sees who has looked", async ({
  someone,
}) => {
  const olli = await someone();
  await enterWorkspace(olli, "Olli Ohjaaja");
  const workspace = new URL(olli.page.url()).pathname;
  await olli.page.getByRole("link", { name: "Internal notes" }).click();
  await olli.settled();
  await olli.page.getByLabel("New note").fill("Only among us");
  await olli.page.getByRole("button", { name: "Add the note" }).click();
  await expect(olli.page.getByRole("listitem").filter({ hasText: "Only among us" })).toContainText(
    "Not shown to the customer",
  );
  await olli.audit();
  await olli.page.getByText("Change the note").click();
  await olli.page.getByLabel("Note", { exact: true }).fill("Only between us");
  await olli.page.getByRole("button", { name: "Save the change" }).click();
  await expect(olli.page.getByText("The note was changed.")).toBeVisible();
  await olli.page.getByText("Earlier versions (1)").click();
  await expect(olli.page.getByText("Only among us")).toBeVisible();
  await olli.audit();
  await olli.page.getByRole("button", { name: /Delete the note/ }).click();
  await olli.audit();
  await olli.confirm("Delete the note");
  await expect(olli.page.getByText("The note was deleted.")).toBeVisible();
  await expect(olli.page.getByText("Only between us")).toHaveCount(0);

  const aino = await someone();
  await enterWorkspace(aino, "Aino Esimerkki");
  expect((await aino.open(`${workspace}/notes`))?.status()).toBe(404);
  await aino.open(workspace);
  await aino.page.getByRole("link", { name: "Who has viewed" }).click();
  await expect(
    aino.page.getByRole("heading", { name: "Who has viewed this workspace" }),
  ).toBeVisible();
  await expect(
    aino.page.getByRole("listitem").filter({ hasText: "Olli Ohjaaja" }).first(),
  ).toContainText("Opened the workspace");
  await aino.audit();
});

test("canned responses of the organisation and one's own are put into messages", async ({
  someone,
}) => {
  const paula = await someone();
  await paula.open("/organisation/canned-responses");
  await paula.signInAs("Paula Pääkäyttäjä");
  await expect(paula.page.getByText("No saved replies")).toBeVisible();
  await paula.page.getByRole("link", { name: "New saved reply" }).click();
  await paula.page.getByLabel("Name", { exact: true }).fill("Greeting");
  await paula.page.getByRole("button", { name: "Save" }).click();
  await expect(paula.mistake("Write the text in at least one language.")).toBeVisible();
  await expect(paula.page.getByLabel("Name", { exact: true })).toHaveValue("Greeting");
  await paula.page.getByLabel("English").fill("Dear {customer}, yours {counselor}");
  await paula.page.getByRole("button", { name: "Save" }).click();
  await expect(paula.page.locator("summary").filter({ hasText: "Greeting" })).toBeVisible();
  await paula.audit();

  // A counselor's own, in two languages: nobody else sees it.
  const olli = await someone();
  await enterWorkspace(olli, "Olli Ohjaaja");
  await openConversation(olli);
  const conversation = new URL(olli.page.url()).pathname;
  await expect(olli.page.getByRole("link", { name: "Edit saved replies" })).toBeVisible();
  await olli.open("/workspaces/saved-replies");
  await expect(olli.page.getByRole("heading", { name: "Saved replies", level: 1 })).toBeVisible();
  await olli.page.locator("summary").filter({ hasText: "Greeting" }).click();
  await expect(olli.page.getByText("Dear {customer}, yours {counselor}")).toBeVisible();
  await expect(olli.page.getByRole("link", { name: "Edit: Greeting" })).toHaveCount(0);
  await olli.page.getByRole("link", { name: "New saved reply" }).click();
  await olli.page.getByLabel("Name", { exact: true }).fill("Time");
  await olli.page.getByLabel("Suomi").fill("Hei {asiakkas}!");
  await olli.page.getByLabel("English").fill("Hello {customer}!");
  await olli.page.getByRole("button", { name: "Save" }).click();
  await expect(olli.mistake("has a placeholder that is not known")).toBeVisible();
  await expect(olli.page.getByText("These placeholders are not known: asiakkas")).toBeVisible();
  await expect(olli.page.getByLabel("English")).toHaveValue("Hello {customer}!");
  await olli.audit();
  await olli.page.getByLabel("Suomi").fill("Hei {asiakas}!");
  await olli.page.getByRole("button", { name: "Save" }).click();
  await expect(olli.page.getByRole("status")).toContainText("The saved reply was saved.");
  await olli.audit();
  // Another of that name would not be told from it; one that is changed keeps its own.
  await olli.page.getByRole("link", { name: "New saved reply" }).click();
  await olli.page.getByLabel("Name", { exact: true }).fill("time");
  await olli.page.getByLabel("Suomi").fill("Toinen");
  await olli.page.getByRole("button", { name: "Save" }).click();
  await expect(olli.mistake("Another reply has this name already.")).toBeVisible();
  olli.mayLeave();
  await olli.open("/workspaces/saved-replies");
  await olli.page.locator("summary").filter({ hasText: "Time" }).click();
  await olli.page.getByRole("link", { name: "Edit: Time" }).click();
  await expect(olli.page.getByRole("heading", { name: "Saved reply: Time" })).toBeVisible();
  await olli.page.getByLabel("Svenska").fill("Hej {kund}!");
  await olli.page.getByRole("button", { name: "Save" }).click();
  await expect(olli.page.getByRole("status")).toContainText("The saved reply was saved.");
  await olli.page.getByRole("link", { name: "New saved reply" }).click();
  await olli.page.getByLabel("Name", { exact: true }).fill("Not for long");
  await olli.page.getByLabel("English").fill("x");
  await olli.page.getByRole("button", { name: "Save" }).click();
  await olli.page.locator("summary").filter({ hasText: "Not for long" }).click();
  await olli.page.getByRole("link", { name: "Edit: Not for long" }).click();
  await olli.page.getByRole("button", { name: "Remove this reply" }).click();
  await olli.audit();
  await olli.confirm("Remove");
  await expect(olli.page.getByRole("status")).toBeVisible();
  await expect(olli.page.locator("summary").filter({ hasText: "Not for long" })).toHaveCount(0);
  await paula.open("/organisation/canned-responses");
  await expect(paula.page.locator("summary").filter({ hasText: "Time" })).toHaveCount(0);

  await olli.open(conversation);
  // Without scripts nothing could be put anywhere, so there is no list; the page of the replies is for copying.
  if (!olli.scripts) return;
  // The workspace is a Finnish one: a text in another language says so.
  const choice = olli.page.getByLabel("Saved reply", { exact: true });
  await choice.selectOption("Greeting (English)");
  await expect(message(olli)).toHaveValue("");
  await olli.page.getByRole("button", { name: "Insert into the message" }).click();
  await expect(message(olli)).toHaveValue("Dear Aino Esimerkki, yours Olli Ohjaaja");
  await message(olli).fill("");
  await choice.selectOption("Time");
  await olli.page.getByRole("button", { name: "Insert into the message" }).click();
  await expect(message(olli)).toHaveValue("Hei Aino Esimerkki!");
  await olli.audit();
});
