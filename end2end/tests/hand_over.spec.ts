// P7: a counselor gives a workspace to a colleague, and sees it no more.

import { enterWorkspace } from "../support/sample.ts";
import { expect, test } from "../support/test.ts";

test("a counselor hands a workspace over, and all are told", async ({ someone, mailbox }) => {
  const [olli, kaisa, aino] = [await someone(), await someone(), await someone()];
  await enterWorkspace(olli, "Olli Ohjaaja");
  const workspace = new URL(olli.page.url()).pathname;
  await olli.open(`${workspace}/people`);
  const section = olli.page.getByRole("region", { name: "Hand over to a colleague" });
  await section.getByRole("button", { name: "Hand over" }).click();
  const dialog = olli.page.getByRole("dialog", { name: "Hand over", exact: true });
  await expect(dialog).toBeVisible();
  await olli.audit();
  await dialog.getByLabel("To whom").selectOption({ label: "Kaisa Ohjaaja" });
  await dialog.getByRole("button", { name: "Hand over now" }).click();
  await expect(olli.page.getByRole("status")).toContainText("was handed over");
  await olli.audit();
  expect((await olli.open(workspace))?.status()).toBe(404);

  const told = () => mailbox.to("aino@example.org").filter(({ text }) => text.includes("Kaisa"));
  await expect.poll(() => told().length).toBe(1);
  await aino.open(workspace);
  await aino.signInAs("Aino Esimerkki");
  await expect(aino.page.getByText("Kaisa Ohjaaja").first()).toBeVisible();
  await kaisa.open("/news");
  await kaisa.signInAs("Kaisa Ohjaaja");
  await expect(kaisa.page.getByRole("main").getByText("Opintojen jatkaminen")).toBeVisible();
});
