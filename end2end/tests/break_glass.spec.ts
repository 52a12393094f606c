// P8: a supervisor opens content only with a typed reason, and the customer sees who, when and why.

import { enterWorkspace } from "../support/sample.ts";
import { expect, test } from "../support/test.ts";

const REASON = "Customer's complaint 12/2026: were her questions answered?";

test("a supervisor opens a workspace, and its customer sees it", async ({ someone }) => {
  const [aino, sirpa] = [await someone(), await someone()];
  await enterWorkspace(aino, "Aino Esimerkki");
  const workspace = new URL(aino.page.url()).pathname;

  // Where she belongs, without anything of anybody.
  await sirpa.open("/workspaces");
  await sirpa.signInAs("Sirpa Valvoja");
  await expect(sirpa.page).toHaveURL(/\/break-glass$/);
  await expect(sirpa.page.getByText("You have not opened any workspaces.")).toBeVisible();
  await sirpa.audit();
  expect((await sirpa.open(workspace))?.status()).toBe(404);

  // A word is no reason; what was typed stays.
  await sirpa.open("/break-glass");
  await sirpa.page.getByLabel("Workspace number").fill("1");
  await sirpa.page.getByLabel("Reason").fill("inspection");
  await sirpa.page.getByRole("button", { name: "Open the workspace" }).click();
  await expect(sirpa.mistake("Explain a little more")).toBeVisible();
  await expect(sirpa.page.getByLabel("Reason")).toHaveValue("inspection");
  await sirpa.settled();
  await sirpa.page.getByLabel("Reason").fill(REASON);
  await sirpa.page.getByRole("button", { name: "Open the workspace" }).click();

  // To read, and nothing else.
  await expect(sirpa.page.getByRole("heading", { name: "Opened as a supervisor" })).toBeVisible();
  await expect(sirpa.page.getByRole("heading", { name: "Opintojen jatkaminen" })).toBeVisible();
  await sirpa.settled();
  await sirpa.audit();
  await sirpa.page.getByRole("link", { name: "Ensimmäinen tapaaminen" }).click();
  await expect(sirpa.page.getByText("Kesken jäi lähihoitajan tutkinto")).toBeVisible();
  await expect(sirpa.page.getByText(REASON)).toBeVisible();
  await expect(sirpa.page.getByRole("textbox")).toHaveCount(0);
  await expect(sirpa.page.getByRole("link", { name: /^Reply/ })).toHaveCount(0);
  await sirpa.settled();
  await sirpa.audit();

  await sirpa.page.getByRole("button", { name: "Close it now" }).click();
  await expect(sirpa.page).toHaveURL(/\/break-glass#outcome$/);
  await expect(sirpa.page.getByText(REASON)).toBeVisible();
  await expect(sirpa.page.getByText("Open now")).toHaveCount(0);
  expect((await sirpa.open(workspace.replace("workspaces", "break-glass")))?.status()).toBe(404);

  await aino.open(workspace);
  await expect(aino.page.getByText("A supervisor of the organisation opened")).toBeVisible();
  await aino.audit();
  if (process.env.SHOTS) {
    await aino.page.screenshot({ path: `${process.env.SHOTS}/supervised.png`, fullPage: true });
  }
  await aino.page.getByRole("link", { name: "See who and why" }).click();
  const line = aino.page.getByRole("listitem").filter({ hasText: "as a supervisor" });
  await expect(line.getByText("Sirpa Valvoja")).toBeVisible();
  await expect(line.getByText(`Reason: ${REASON}`)).toBeVisible();
  await aino.audit();
});
