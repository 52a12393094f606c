// What a reader of documents finds in a PDF: by a program that is not ours.

import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A part of a document's structure, as readers for ears get it. */
interface Structure {
  role?: string;
  children?: Structure[];
}

/** Its text, the roles of its parts, and what it says of itself. */
export async function readDocument(bytes: Buffer) {
  const data = new Uint8Array(bytes);
  const document = await getDocument({ data, useSystemFonts: false }).promise;
  const { info } = await document.getMetadata();
  const roles: string[] = [];
  let text = "";
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    text += items.map((item) => ("str" in item ? item.str : "")).join("");
    walk((await page.getStructTree()) as Structure, roles);
  }
  return { text, roles, info: info as { Title?: string; Language?: string } };
}

function walk(part: Structure, roles: string[]) {
  if (part.role) roles.push(part.role);
  for (const child of part.children ?? []) walk(child, roles);
}
