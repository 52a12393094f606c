import { existsSync } from "node:fs";
import { defineConfig, devices } from "@playwright/test";

// The system's Chromium if there is one, best the one without windows, else Playwright's own.
const chromium = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
].find(existsSync);

// Every spec runs twice: with scripts, and without. Those named *.scripts.spec.ts are about
// what only scripts can do.
export default defineConfig({
  testDir: "tests",
  snapshotPathTemplate: "{testDir}/pictures/{arg}{ext}",
  timeout: 180_000,
  expect: { timeout: 10_000 },
  workers: 2,
  forbidOnly: !!process.env.CI,
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    locale: "en-GB",
    timezoneId: "Europe/Helsinki",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "scripts" },
    {
      name: "no-script",
      use: { javaScriptEnabled: false },
      testIgnore: /.*\.scripts\.spec\.ts/,
    },
    // Not tests: the pictures of the README, and what pages cost.
    ...(process.env.ASIDE ? [{ name: "aside", testDir: process.env.ASIDE }] : []),
  ],
});
