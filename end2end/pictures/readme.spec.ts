// The pictures of the README: `make pictures`.

import { test } from "../support/test.ts";

test.use({ friday: true, viewport: { width: 1280, height: 860 } });

const folder = "../style/screenshots";

test("a conversation, as its customer sees it", async ({ someone }) => {
  const aino = await someone();
  await aino.open("/workspaces");
  await aino.signInAs("Aino Esimerkki");
  await aino.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await aino.page.getByRole("link", { name: "Ensimmäinen tapaaminen" }).click();
  await aino.settled();
  await aino.page.screenshot({ path: `${folder}/workspace.png`, fullPage: true });
});

test("a counselor's list", async ({ someone }) => {
  const olli = await someone();
  await olli.open("/workspaces");
  await olli.signInAs("Olli Ohjaaja");
  await olli.page.screenshot({ path: `${folder}/list.png`, fullPage: true });
});
