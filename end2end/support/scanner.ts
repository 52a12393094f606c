// Speaks as clamd does, and says of a file what the test wants, when the test wants it.

import { createServer, type Server } from "node:net";

export class Scanner {
  /** What ends the waiting of those who asked. */
  private release: () => void = () => {};
  private waiting = new Promise<void>((release) => {
    this.release = release;
  });

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Scanner> {
    const scanner: Scanner = new Scanner(
      createServer((socket) => {
        let arrived = Buffer.alloc(0);
        socket.on("error", () => {});
        socket.on("data", (data: Buffer) => {
          arrived = Buffer.concat([arrived, data]);
          // INSTREAM ends with a chunk of no bytes.
          if (!arrived.subarray(-4).equals(Buffer.alloc(4))) return;
          const found = arrived.includes("harmful");
          void scanner.waiting.then(() =>
            socket.end(found ? "stream: Test-Signature FOUND\0" : "stream: OK\0"),
          );
        });
      }),
    );
    await new Promise<void>((ready) => scanner.server.listen(0, "127.0.0.1", ready));
    return scanner;
  }

  get address(): string {
    const address = this.server.address();
    if (address === null || typeof address === "string") throw new Error("not listening");
    return `127.0.0.1:${address.port}`;
  }

  /** From now on it answers. */
  answer(): void {
    this.release();
  }

  close(): void {
    this.release();
    this.server.close();
  }
}
