import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";

export interface Received {
  readonly body: string;
  readonly headers: IncomingMessage["headers"];
}

/** A webhook receiver on this machine: keeps what it gets and answers as it is told. */
export async function startHttpReceiver() {
  const received: Received[] = [];
  let answer: (response: ServerResponse) => void = (response) => void response.writeHead(204).end();
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => void chunks.push(chunk));
    request.on("end", () => {
      received.push({ body: Buffer.concat(chunks).toString("utf8"), headers: request.headers });
      answer(response);
    });
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}/hook`, received,
    answerWith: (next: (response: ServerResponse) => void) => void (answer = next),
    close: () => new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
}

/** A mail server that takes every letter and speaks just enough SMTP for it; `refuse` makes it say no. */
export async function startMailSink() {
  const letters: string[] = [];
  const state = { refuse: false };
  const server = createTcpServer((socket) => serveLetter(socket, state, (letter) => void letters.push(letter)));
  const port = await listen(server);
  return {
    url: `smtp://127.0.0.1:${port}?from=console@example.org`, letters, state,
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

function serveLetter(socket: Socket, state: { readonly refuse: boolean }, take: (letter: string) => void): void {
  let pending = "";
  let letter: string[] | null = null;
  const say = (line: string) => void socket.write(`${line}\r\n`);
  say("220 sink.test ESMTP");
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    pending += chunk.toString("utf8");
    const lines = pending.split("\r\n");
    pending = lines.pop() ?? "";
    for (const line of lines) {
      if (letter && line !== ".") letter.push(line);
      else if (letter) {
        take(letter.join("\n"));
        letter = null;
        say("250 taken");
      } else if (/^DATA/i.test(line)) {
        letter = [];
        say("354 go on");
      } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
      else if (/^RCPT/i.test(line) && state.refuse) say("550 no such box");
      else say(/^EHLO/i.test(line) ? "250 sink.test" : "250 ok");
    }
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));
}
