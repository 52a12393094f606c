// A demonstration of its own for each test: the real program, a fresh folder, two free ports.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const program = process.env.LUOTSI ?? resolve("../target/debug/luotsi");
const site = process.env.LUOTSI_SITE ?? resolve("../target/site");

/** Whether a port of this machine is free. */
function isFree(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const server = createServer()
      .once("error", () => answer(false))
      .listen(port, "127.0.0.1", () => server.close(() => answer(true)));
  });
}

/** Two neighbouring free ports in the range of this worker. */
async function freePorts(worker: number): Promise<number> {
  for (let port = 21_000 + worker * 500; port < 21_500 + worker * 500; port += 2) {
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error("no free ports");
}

export class Demo {
  private constructor(
    readonly url: string,
    readonly folder: string,
    readonly log: string[],
    private readonly process: ChildProcess,
  ) {}

  static async start(worker: number, smtp: string, clock = "2026-01-30"): Promise<Demo> {
    const folder = mkdtempSync(join(tmpdir(), "luotsi-e2e-"));
    const port = await freePorts(worker);
    const args = ["demo", "--data", folder, "--site", site, "--port", `${port}`, "--clock", clock];
    args.push("--smtp", smtp);
    const child = spawn(program, args, {
      env: { ...process.env, RUST_LOG: "trace" },
    });
    const log: string[] = [];
    child.stderr.on("data", (data: Buffer) => log.push(data.toString()));
    const url = `http://127.0.0.1:${port}`;
    await new Promise<void>((ready, failed) => {
      createInterface(child.stdout).on("line", (line) => line.includes("/demo") && ready());
      child.once("exit", () => failed(new Error(log.join(""))));
    });
    return new Demo(url, folder, log, child);
  }

  /** Ends the process, so that everything it holds is on disk. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGTERM");
    const impatient = setTimeout(() => this.process.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(impatient);
  }

  /** What the program complained of. */
  troubles(): string[] {
    const lines = this.log.join("").split("\n");
    return lines.filter((line) => /"level":"(WARN|ERROR)"/.test(line));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
