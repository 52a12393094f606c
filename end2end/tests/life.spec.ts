// The main job, from the first click to the customer's archive (P3, W1, L1–L6, L12, W7).

import { execFileSync } from "node:child_process";
import { expect, test } from "../support/test.ts";
import { Package } from "../support/package.ts";

// What is secret is not even there.
test.use({ logsAll: true });

test("a workspace lives, and its customer takes it home", async ({ someone, demo }) => {
  const olli = await someone();
  await olli.open("/workspaces");
  await expect(olli.page.getByText("Sign in first")).toBeVisible();
  await olli.audit();
  await olli.signInAs("Olli Ohjaaja");
  await expect(olli.page.getByRole("heading", { name: "Workspaces" })).toBeVisible();
  await olli.audit();

  // P3: created with an identity code, so that only Maija can accept.
  await olli.page.getByRole("link", { name: "New workspace" }).click();
  await olli.settled();
  await olli.page.getByLabel("Title").fill("Canary-title of a life");
  await olli.page.getByLabel("Customer's email address").fill("canary-maija@example.org");
  await olli.page.getByLabel("Customer's personal identity code").fill("141002A909X");
  await olli.page.getByLabel("Studies").check();
  await olli.audit();
  await olli.page.getByLabel("Customer's language").selectOption("en");
  await olli.page.getByRole("button", { name: "Create the workspace" }).click();
  await expect(olli.page.getByRole("heading", { name: "Canary-title of a life" })).toBeVisible();
  await expect(olli.page.getByRole("heading", { name: "Invited, not here yet" })).toBeVisible();
  await olli.audit();
  const workspace = new URL(olli.page.url()).pathname;

  // U4: the link in the mail survives the sign-in.
  const maija = await someone();
  await maija.open("/demo");
  await maija.audit();
  await maija.page.locator('a[href*="/invitations/"]').first().click();
  await maija.settled();
  await expect(
    maija.page.getByText("Olli Ohjaaja from Esimerkkilä Employment Services"),
  ).toBeVisible();
  await maija.audit();
  await maija.page.getByRole("button", { name: "Sign in to accept" }).click();
  await maija.settled();
  await maija.signInAs("Maija Mallikas");
  await expect(maija.page.getByRole("heading", { name: "Canary-title of a life" })).toBeVisible();
  await expect(maija.page.getByText("Active until 30 April 2026")).toBeVisible();

  // W1: they write to each other.
  await olli.open(workspace);
  await olli.page.getByRole("link", { name: "Start a conversation" }).click();
  await olli.settled();
  await olli.page.getByLabel("Subject").fill("Canary-subject");
  await olli.page
    .getByLabel("Message", { exact: true })
    .fill("Canary-body from Olli\nwith a second line");
  await olli.page.getByRole("button", { name: "Send" }).click();
  await expect(olli.page.getByText("Canary-body from Olli")).toBeVisible();
  const conversation = new URL(olli.page.url()).pathname;
  expect(new URL(olli.page.url()).hash).toBe("#outcome");

  // Who has a conversation open reads what comes; the counselor goes on to other things.
  await olli.open("/workspaces");
  await maija.open("/workspaces");
  await expect(maija.page.getByText("You have a new message")).toBeVisible();
  await maija.audit();
  await maija.page.getByRole("link", { name: "Canary-title of a life" }).click();
  await maija.page.getByRole("link", { name: "Canary-subject" }).click();
  await maija.settled();
  await expect(maija.page.getByText("Canary-body from Olli")).toBeVisible();
  await maija.page.getByLabel("Message", { exact: true }).fill("Canary-answer from Maija");
  await maija.page.getByRole("button", { name: "Send" }).click();
  await expect(maija.page.getByRole("listitem").filter({ hasText: "Canary-answer" })).toBeVisible();
  await expect(maija.page.getByLabel("Message", { exact: true })).toHaveValue("");
  await maija.audit();
  await olli.open("/workspaces");
  await expect(
    olli.page.getByRole("row").filter({ hasText: "Canary-title" }).getByText("1 new message"),
  ).toBeVisible();

  // L2: the life ends where its dates say. The sample workspaces change on the same day.
  await maija.nextEvent();
  await maija.open(conversation);
  await expect(maija.page.locator("#head").getByText("Inactive", { exact: true })).toBeVisible();
  await maija.audit();

  // L5: looking does not reactivate; "reactivate and send" does, and loses nothing.
  await maija.open(workspace);
  await expect(maija.page.getByText("This workspace is inactive")).toBeVisible();
  await expect(maija.page.getByText("Can be reactivated until 30 July 2026")).toBeVisible();
  await maija.audit();
  await maija.open(conversation);
  await maija.page.getByLabel("Message", { exact: true }).fill("Canary-return of Maija");
  await maija.page.getByRole("button", { name: "Reactivate and send" }).click();
  await expect(maija.page.getByText("Canary-return of Maija")).toBeVisible();
  await maija.open(workspace);
  await expect(maija.page.getByText("Active until 1 August 2026")).toBeVisible();

  // On to the archive: inactive on 2 August, archived on 2 November.
  for (let step = 0; step < 8; step += 1) {
    await maija.nextEvent();
    const response = await olli.open(workspace);
    if (response?.status() === 404) break;
  }
  await maija.open(workspace);
  await expect(maija.page.getByText("This workspace is in your archive")).toBeVisible();
  await expect(maija.page.getByText("until 1 November 2027").first()).toBeVisible();
  await maija.audit();

  // L6: it vanished for staff, at every address of it.
  for (const address of [workspace, `${workspace}/new`, conversation, `${workspace}/package`]) {
    const response = await olli.open(address);
    expect(response?.status(), address).toBe(404);
    await expect(olli.page.getByText("Canary")).toHaveCount(0);
  }
  await olli.open("/workspaces");
  await expect(olli.page.getByText("Canary-title")).toHaveCount(0);
  await olli.open(`${workspace}/elsewhere`);
  await olli.audit();

  // W7: the customer takes it home.
  await maija.open(workspace);
  const waiting = maija.page.waitForEvent("download");
  await maija.page.getByRole("link", { name: "Download everything" }).click();
  const taken = new Package(await (await waiting).path());
  expect(taken.names()).toEqual([
    "read-me.txt",
    "conversations.html",
    "workspace.json",
    "workspace.schema.json",
    "conversations.pdf",
    "who-has-looked.html",
    "manifest.json",
  ]);
  expect(taken.mistakes()).toEqual([]);
  const bodies = taken
    .workspace()
    .conversations.flatMap(({ messages }) => messages.map(({ body }) => body));
  expect(bodies).toEqual([
    "Canary-body from Olli\nwith a second line",
    "Canary-answer from Maija",
    "Canary-return of Maija",
  ]);
  for (const body of bodies) expect(taken.text("conversations.html")).toContain(body);
  const document = await taken.document();
  for (const body of bodies) expect(document.text).toContain(body.replace("\n", ""));
  expect(document.info).toMatchObject({ Title: "Canary-title of a life", Language: "en" });
  expect(document.roles).toEqual(expect.arrayContaining(["H1", "H2", "L", "LI", "LBody", "P"]));

  // Nothing personal is on disk or in the log in the clear, whatever was typed (A13).
  await demo.stop();
  const marks = ["Canary", "canary", "141002A909X", "Maija", "Olli Ohjaaja"];
  for (const mark of marks) {
    const found = execFileSync("sh", [
      "-c",
      'grep -rla -- "$1" "$2" || true',
      "sh",
      mark,
      demo.folder,
    ]);
    expect(found.toString(), `${mark} on disk`).toBe("");
    expect(demo.log.join(""), `${mark} in the log`).not.toContain(mark);
  }
  const audit = execFileSync(process.env.LUOTSI ?? "../target/debug/luotsi", [
    "audit",
    "verify",
    "--demo",
    demo.folder,
  ]);
  expect(audit.toString()).toContain("audit log: whole");
});
