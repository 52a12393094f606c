// The sample workspace of the demonstration, and its conversation.

import { type Someone, expect } from "./test.ts";

/** Signs in, and opens the sample workspace. */
export async function enterWorkspace(who: Someone, name: string) {
  await who.open("/workspaces");
  await who.signInAs(name);
  await who.page.getByRole("link", { name: "Opintojen jatkaminen" }).click();
  await expect(who.page.getByRole("heading", { name: "Opintojen jatkaminen" })).toBeVisible();
  await who.settled();
}

/** From the sample workspace to its conversation. */
export async function openConversation(who: Someone) {
  await who.page.getByRole("link", { name: "Ensimmäinen tapaaminen" }).click();
  await expect(message(who)).toBeVisible();
  await who.settled();
}

/** Signs in, and opens the sample conversation. */
export async function enterConversation(who: Someone, name: string) {
  await enterWorkspace(who, name);
  await openConversation(who);
}

/** Where a message is typed. */
export function message(who: Someone) {
  return who.page.getByLabel("Message", { exact: true });
}
