// P1, P2: signing in at a provider that was written by others, by the profile of the Finnish Trust
// Network and as staff; in a real browser, with keys made by the program's own commands.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Demo, program } from "../support/demo.ts";
import { type Encryption, LEVEL, Provider } from "../support/provider.ts";
import { expect, test as base } from "../support/test.ts";

const USUAL: Encryption = { alg: "RSA-OAEP", enc: "A128CBC-HS256" };

interface Outside {
  /** Where the program's keys at the provider are. */
  keys: string;
  provider: Provider;
}

const luotsi = (...args: string[]) => execFileSync(program, args, { encoding: "utf8" });
const told = (keys: string) => JSON.parse(luotsi("keys", "export-jwks", keys));

function configuration(issuer: string, keys: string): string {
  return `
[providers.verkosto]
audience = "customer"
issuer = "${issuer}"
client_id = "luotsi"
keys = "${keys}"
name_fi = "Verkosto"
name_sv = "Nätverk"
name_en = "Trust network"
scopes = ["hetu"]
acr = ["${LEVEL}"]
identity_code_claim = "urn:oid:1.2.246.21"
signed_requests = true
encrypted_tokens = true
service_name = { fi = "Luotsi", sv = "Lots", en = "Pilot" }

[providers.tili]
audience = "staff"
issuer = "${issuer}"
client_id = "luotsi-staff"
client_secret = "not-a-secret-on-this-machine"
name_fi = "Tili"
name_sv = "Konto"
name_en = "Outside account"
scopes = ["staff"]
amr = ["mfa"]
organisation = "esimerkkila"
roles = { claim = "groups", counselor = ["guides"] }
`;
}

const test = base.extend<{ outside: Outside }>({
  outside: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "luotsi-keys-"));
    const keys = join(folder, "keys.json");
    luotsi("keys", "new", "--for", "provider", keys);
    const provider = await Provider.listen();
    await use({ keys, provider });
    await provider.close();
    rmSync(folder, { recursive: true });
  },
  demo: async ({ mailbox, outside }, use, info) => {
    const { keys, provider } = outside;
    const providers = keys.replace(".json", ".toml");
    writeFileSync(providers, configuration(provider.issuer, keys));
    // Its clock is everybody's: the provider has no other.
    const beginning = { smtp: mailbox.address, providers, today: true };
    const demo = await Demo.start(info.parallelIndex, beginning);
    provider.serve(demo.url, told(keys), USUAL);
    await use(demo);
    await demo.stop();
    if (info.status !== info.expectedStatus) {
      await info.attach("troubles", {
        body: demo.troubles().join("\n"),
        contentType: "text/plain",
      });
    }
    demo.remove();
  },
});

test("a customer signs in, however the token is encrypted", async ({ someone, demo, outside }) => {
  const { keys, provider } = outside;
  for (const alg of ["RSA-OAEP", "RSA-OAEP-256"] as const) {
    for (const enc of ["A128CBC-HS256", "A256CBC-HS512", "A128GCM", "A256GCM"] as const) {
      await test.step(`${alg} ${enc}`, async () => {
        provider.serve(demo.url, told(keys), { alg, enc });
        const aino = await someone();
        await aino.open("/sign-in");
        await aino.page.getByRole("link", { name: "Trust network" }).click();
        await aino.page.getByRole("link", { name: "Aino Esimerkki" }).click();
        await expect(aino.page.getByRole("link", { name: "Opintojen jatkaminen" })).toBeVisible();
        const [asked] = provider.asked.slice(-1);
        expect([...(asked?.keys() ?? [])].sort()).toEqual(["client_id", "request"]);
        await aino.page.context().clearCookies();
      });
    }
  }
});

test("keys of both sides change, and people go on signing in", async ({
  someone,
  demo,
  outside,
}) => {
  const { keys, provider } = outside;
  const signIn = async () => {
    const aino = await someone();
    await aino.open("/sign-in");
    await aino.page.getByRole("link", { name: "Trust network" }).click();
    await aino.page.getByRole("link", { name: "Aino Esimerkki" }).click();
    await expect(aino.page.getByRole("link", { name: "Opintojen jatkaminen" })).toBeVisible();
  };
  await signIn();
  provider.rotate();
  provider.serve(demo.url, told(keys), USUAL);
  await signIn();
  // Ours: the provider learns of the new keys, and the program begins to use them.
  luotsi("keys", "rotate", keys);
  expect(luotsi("keys", "list", keys).match(/in use/g)).toHaveLength(2);
  provider.serve(demo.url, told(keys), USUAL);
  await demo.stop();
  await demo.begin();
  await signIn();
});

test("staff get their roles from their account, and leave both at once", async ({
  someone,
  outside,
}) => {
  const sanna = await someone();
  await sanna.open("/sign-in");
  await sanna.page.getByRole("link", { name: "Outside account" }).click();
  await sanna.page.getByRole("link", { name: "Sanna Sijainen" }).click();
  await sanna.undertake();
  await expect(sanna.page.getByRole("link", { name: "New workspace" })).toBeVisible();
  await sanna.settled();

  // Signing out there is told to us, and ends it here.
  const there = await sanna.page.context().newPage();
  await there.goto(`${outside.provider.issuer}/session/end`);
  await there.getByRole("button", { name: "Yes, sign me out" }).click();
  await expect(there.getByText("Sign-out Success")).toBeVisible();
  expect(outside.provider.troubles).toEqual([]);
  await sanna.open("/workspaces");
  await expect(sanna.page).toHaveURL(/sign-in\?because=gone/);

  // Signing out here leads there, and back.
  await sanna.page.getByRole("link", { name: "Outside account" }).click();
  await sanna.page.getByRole("link", { name: "Sanna Sijainen" }).click();
  await sanna.settled();
  await sanna.signOut();
  await sanna.page.getByRole("link", { name: "Sign out there as well" }).click();
  await sanna.page.getByRole("button", { name: "Yes, sign me out" }).click();
  await expect(sanna.page.getByRole("heading", { name: "You have signed out" })).toBeVisible();

  // Who has no group there has no role here.
  await sanna.page.getByRole("link", { name: "Sign in again" }).click();
  await sanna.page.getByRole("link", { name: "Outside account" }).click();
  await sanna.page.getByRole("link", { name: "Aino Esimerkki" }).click();
  await expect(sanna.page.getByText("you have no role in this organisation")).toBeVisible();
});
