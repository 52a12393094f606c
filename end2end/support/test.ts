// The test of this folder: with a demonstration, people who can sign in to it, and a look at the
// accessibility of every page.

import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type Page, test as base, expect } from "@playwright/test";
import { Demo } from "./demo.ts";
import { Mailbox } from "./mailbox.ts";
import { Scanner } from "./scanner.ts";

export { expect };

/** Which page this is, once it is ready; nothing before. Other people's pages are as they come. */
function ready(): string {
  const ours = document.querySelector("script[type=module]") !== null;
  const taken = !ours || document.body.hasAttribute("data-ready");
  return taken && document.readyState === "complete" ? `${performance.timeOrigin}` : "";
}

/** Somebody with a browser of their own. */
export class Someone {
  constructor(
    readonly page: Page,
    readonly demo: Demo,
    readonly scripts: boolean,
  ) {}

  /** Opens a path; with scripts, waits until the page has taken over. */
  async open(path: string) {
    const response = await this.page.goto(this.demo.url + path);
    await this.settled();
    return response;
  }

  /**
   * Where scripts run, forms are only tried once the page has taken over from the server. A page
   * that follows a workspace keeps a request open, so the network is never idle: the page says
   * itself that it is ready, and stays the same page from one look to the next.
   */
  async settled() {
    if (!this.scripts) return;
    let seen = "";
    const look = async () => {
      const now = await this.page.evaluate(ready).catch(() => "");
      const same = now !== "" && now === seen;
      seen = now;
      return same;
    };
    await expect.poll(look, { intervals: [50, 50, 100], timeout: 30_000 }).toBe(true);
  }

  /** Signs in on the page that asks for it, as one of the sample people. */
  async signInAs(name: string) {
    const staff = /Ohjaaja|Näyte|Pääkäyttäjä|Valvoja/.test(name);
    const way = staff ? /Esimerkkilä account/ : /Demonstration identification/;
    await this.page.getByRole("link", { name: way }).click();
    await this.page.getByRole("button", { name }).click();
    await this.settled();
  }

  /** Opens the menu of whoever is signed in. */
  async openMenu() {
    await this.page.getByRole("banner").locator("summary").click();
  }

  /** Signs out. */
  async signOut() {
    await this.openMenu();
    await this.page.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
  }

  /** Gives the confidentiality undertaking, which is asked for before anything opens. */
  async undertake() {
    await this.settled();
    await this.page.getByRole("checkbox", { name: /I have read this/ }).check();
    await this.page.getByRole("button", { name: "Give the undertaking" }).click();
    await this.settled();
  }

  /** Moves the demonstration's clock to the next change of a workspace. */
  async nextEvent() {
    await this.forward(/To the next change/);
  }

  /** Moves the demonstration's clock forward: by `A day`, `A week`, `30 days`. */
  async forward(by: string | RegExp) {
    await this.page.goto(`${this.demo.url}/demo`);
    await this.page.getByRole("button", { name: by }).click();
    await this.page.waitForLoadState();
  }

  /** From here on they leave pages on which something is typed, and mean it. */
  mayLeave() {
    this.page.removeAllListeners("dialog");
    this.page.on("dialog", async (dialog) => await dialog.accept());
  }

  /** What is wrong with a field, beside it; the summary of its form says it as well. */
  mistake(text: string) {
    return this.page.locator(".mistake", { hasText: text });
  }

  /** Says yes where something asks first. */
  async confirm(label: string) {
    await this.page.getByRole("dialog").getByRole("button", { name: label }).click();
  }

  /** The page has no findings of accessibility. The tool is a script itself. */
  async audit() {
    if (!this.scripts) return;
    const { violations } = await new AxeBuilder({ page: this.page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  }
}

interface Fixtures {
  /** The size of a disk of the demonstration's own, in MiB; 0 for this machine's. */
  disk: number;
  /** Whether the demonstration logs as much as it can. */
  logsAll: boolean;
  /** Whether the demonstration holds half a year of work already. */
  friday: boolean;
  /** Whether new files are looked at. */
  scanned: boolean;
  /** Who looks at them. */
  scanner: Scanner;
  /** The mail server that gets the demonstration's mails. */
  mailbox: Mailbox;
  demo: Demo;
  /** Makes somebody with a browser of their own. */
  someone: () => Promise<Someone>;
}

export const test = base.extend<Fixtures>({
  disk: [0, { option: true }],
  logsAll: [false, { option: true }],
  friday: [false, { option: true }],
  scanned: [false, { option: true }],
  scanner: async ({}, use) => {
    const scanner = await Scanner.open();
    await use(scanner);
    scanner.close();
  },
  mailbox: async ({}, use) => {
    const mailbox = await Mailbox.open();
    await use(mailbox);
    await mailbox.close();
  },
  demo: async ({ mailbox, disk, friday, logsAll, scanned, scanner }, use, info) => {
    const clamd = scanned ? scanner.address : undefined;
    const demo = await Demo.start(info.parallelIndex, {
      smtp: mailbox.address,
      disk,
      friday,
      clamd,
      logsAll,
    });
    await use(demo);
    await demo.stop();
    if (info.status !== info.expectedStatus) {
      const body = demo.troubles().join("\n");
      await info.attach("troubles", { body, contentType: "text/plain" });
    }
    demo.remove();
  },
  someone: async ({ browser, demo, javaScriptEnabled, contextOptions }, use, info) => {
    const pages: Page[] = [];
    await use(async () => {
      const page = await newPage(browser, javaScriptEnabled, contextOptions);
      pages.push(page);
      return new Someone(page, demo, javaScriptEnabled);
    });
    for (const page of pages) {
      if (info.status !== info.expectedStatus) {
        await info.attach("page", { body: await page.screenshot(), contentType: "image/png" });
      }
      await page.context().close();
    }
  },
});

async function newPage(browser: Browser, javaScriptEnabled: boolean, options: object) {
  const context = await browser.newContext({
    ...options,
    javaScriptEnabled,
    locale: "en-GB",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  // Nobody is asked before they leave a page, but where a test says so itself.
  page.on("dialog", (dialog) => {
    void dialog.accept();
    throw new Error(`asked: ${dialog.type()} ${dialog.message()}`);
  });
  page.on("pageerror", (error) => {
    // A page of another site has no transition to go along with.
    if (!/ViewTransition/.test(error.message)) throw error;
  });
  page.on("console", (message) => {
    if (
      message.type() === "error" &&
      /Content Security Policy|panicked|hydrat/i.test(message.text())
    ) {
      throw new Error(message.text());
    }
  });
  return page;
}
