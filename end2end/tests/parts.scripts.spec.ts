// The parts of `app/src/ui`, each in all its states, against stored pictures. Whoever changes how one looks
// makes them anew with `make e2e ARGS='parts --update-snapshots'`, and looks at them.

import { expect, test } from "../support/test.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test(`every part looks as it did, where it is ${colorScheme}`, async ({ someone }) => {
    const visitor = await someone();
    await visitor.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await visitor.open("/demo/parts");
    await visitor.audit();
    // Letters are drawn a little differently from machine to machine.
    await expect(visitor.page.locator("main")).toHaveScreenshot(`parts-${colorScheme}.png`, {
      maxDiffPixelRatio: 0.03,
    });
  });
}
