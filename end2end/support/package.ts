// A downloaded customer package, looked into by programs that are not ours.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import { readDocument } from "./document.ts";

interface Manifest {
  files: { name: string; bytes: number; sha256: string }[];
}

export interface Workspace {
  workspace: { second_professionals: { name: string }[] };
  conversations: { messages: { body: string }[] }[];
}

export class Package {
  constructor(private readonly path: string) {
    execFileSync("unzip", ["-tq", path]);
    // What other readers complain about (APPNOTE): perl's own tool, which every Debian has.
    const details = execFileSync("zipdetails", [path], { maxBuffer: 1 << 28 }).toString();
    const complaints = details.split("\n").filter((line) => /error|warning/i.test(line));
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  }

  names(): string[] {
    const list = execFileSync("unzip", ["-Z1", this.path]).toString();
    return list.split("\n").filter((name) => name !== "");
  }

  bytes(name: string): Buffer {
    const escaped = name.replace(/[[\]*?]/g, "[$&]");
    return execFileSync("unzip", ["-p", this.path, escaped], { maxBuffer: 1 << 28 });
  }

  text(name: string): string {
    return this.bytes(name).toString();
  }

  /** What differs between the manifest and what is there. */
  mistakes(): string[] {
    const manifest = JSON.parse(this.text("manifest.json")) as Manifest;
    const listed = [...manifest.files.map(({ name }) => name), "manifest.json"];
    const names = this.names();
    const missing = names.filter((name) => !listed.includes(name));
    const wrong = manifest.files.filter(({ name, bytes, sha256 }) => {
      const content = this.bytes(name);
      return (
        content.length !== bytes || createHash("sha256").update(content).digest("hex") !== sha256
      );
    });
    return [...missing, ...wrong.map(({ name }) => name)];
  }

  /** The part for machines, which keeps to the schema beside it. */
  workspace(): Workspace {
    const schema = JSON.parse(this.text("workspace.schema.json")) as object;
    const ajv = new Ajv2020({ allErrors: true, validateFormats: false, allowUnionTypes: true });
    const workspace: unknown = JSON.parse(this.text("workspace.json"));
    if (!ajv.validate(schema, workspace)) throw new Error(ajv.errorsText());
    return workspace as Workspace;
  }

  /** What a reader of documents finds in the transcript. */
  document() {
    return readDocument(this.bytes("conversations.pdf"));
  }
}
