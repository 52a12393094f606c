// A demonstration of its own for each test: the real program, a fresh folder, two free ports.

import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** The real program. */
export const program = process.env.LUOTSI ?? resolve("../target/debug/luotsi");
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

/** How a demonstration begins. */
export interface Beginning {
  /** Where its mails go. */
  smtp: string;
  /** The date on its clock. */
  clock?: string;
  /** Where a program listens that looks at new files. */
  clamd?: string;
  /** The size of a disk of its own for all its data, in MiB. */
  disk?: number;
  /** A file with more ways to sign in. */
  providers?: string;
  /** Whether it logs as much as it can, so that one sees what does not stand there. */
  logsAll?: boolean;
  /** Whether its clock shows what all others show. */
  today?: boolean;
  /** Whether it holds half a year of work already. */
  friday?: boolean;
}

/** Whether this machine lets us make a small disk. */
export function canMount(): boolean {
  const tried = spawnSync("unshare", ["--user", "--map-root-user", "--mount", "true"]);
  return tried.status === 0;
}

export class Demo {
  readonly log: string[] = [];
  private process!: ChildProcess;

  private constructor(
    readonly url: string,
    readonly folder: string,
    private readonly command: string[],
    private readonly level: string,
  ) {}

  static async start(worker: number, beginning: Beginning): Promise<Demo> {
    const { smtp, clock, clamd, disk, providers, today, logsAll, friday } = beginning;
    const folder = mkdtempSync(join(tmpdir(), "luotsi-e2e-"));
    const port = await freePorts(worker);
    const command = [program, "demo", "--data", folder, "--site", site, "--port", `${port}`];
    if (!friday) command.push("--few");
    command.push("--smtp", smtp);
    if (!today) command.push("--clock", clock ?? "2026-01-30");
    if (providers) command.push("--providers", providers);
    if (clamd) command.push("--clamd", clamd);
    if (disk) {
      const mount = `mount -t tmpfs -o size=${disk}m tmpfs "${folder}" && exec "$@"`;
      command.unshift("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount, "sh");
    }
    const demo = new Demo(`http://127.0.0.1:${port}`, folder, command, logsAll ? "trace" : "info");
    await demo.begin();
    return demo;
  }

  /** Begins, for the first time or again. */
  async begin(): Promise<void> {
    const [name, ...args] = this.command;
    if (!name) throw new Error("no command");
    const child = spawn(name, args, { env: { ...process.env, RUST_LOG: this.level } });
    this.process = child;
    child.stderr.on("data", (data: Buffer) => this.log.push(data.toString()));
    await new Promise<void>((ready, failed) => {
      createInterface(child.stdout).on("line", (line) => line.includes("/demo") && ready());
      child.once("exit", () => failed(new Error(this.log.join(""))));
    });
  }

  /** Ends the process, so that everything it holds is on disk. */
  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGTERM");
    const impatient = setTimeout(() => this.process.kill("SIGKILL"), 5_000);
    await ended;
    clearTimeout(impatient);
  }

  /** Ends the process from one moment to the next, as a failure of power does. */
  async kill(): Promise<void> {
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGKILL");
    await ended;
  }

  /** Does something where its own disk is, as an operator does. */
  private onItsDisk(command: string): void {
    const target = [
      "--target",
      `${this.process.pid}`,
      "--user",
      "--mount",
      "--preserve-credentials",
    ];
    execFileSync("nsenter", [...target, "sh", "-c", command, "sh", this.folder]);
  }

  /** Fills its disk to the last byte. */
  fillDisk(): void {
    this.onItsDisk('cat /dev/zero > "$1/ballast" 2> /dev/null || test -s "$1/ballast"');
  }

  /** Makes room on its disk. */
  makeRoom(): void {
    this.onItsDisk('rm "$1/ballast"');
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
