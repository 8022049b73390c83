import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startHttpReceiver } from "../notify/test-receivers";
import { openOutboundDoor, type OutboundPost } from "./open-door";
import type { ResolvedAddress } from "./post-once";

let receiver: Awaited<ReturnType<typeof startHttpReceiver>>;
beforeAll(async () => { receiver = await startHttpReceiver(); });
afterAll(() => receiver.close());
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answerWith((response) => void response.writeHead(200).end("taken"));
});

const at = (...addresses: string[]): readonly ResolvedAddress[] => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
const wish = (url: string, more: Partial<OutboundPost> = {}): OutboundPost => ({ who: "receiver", url, mode: "sandbox", headers: {}, body: "{}", timeoutMs: 20_000, answerBytesMax: 100, ...more });
const port = () => new URL(receiver.url).port;

describe("an address as it is written", () => {
  const door = openOutboundDoor();

  it.each(["https://example.com/hook", "https://hooks.example.com:8443/a?b=c", "https://1.1.1.1/x", "https://[2606:4700::1111]/"])("may be %s", (address) => {
    for (const mode of ["live", "sandbox"] as const) expect(door.check(address, mode).ok).toBe(true);
  });

  it.each(["http://127.0.0.1:9000/hook", "http://localhost/hook", "http://[::1]:1/", "https://localhost/", "http://0x7f.1/", "http://2130706433/", "http://017700000001/", "http://127.0.0.1./", "http://[::ffff:127.0.0.1]/"])("may be %s for a sandbox alone", (address) => {
    expect(door.check(address, "sandbox").ok).toBe(true);
    expect(door.check(address, "live").ok).toBe(false);
  });

  it.each([
    "", "not an address", "http://example.com/hook", "http://1.1.1.1/", "ftp://example.com", "file:///etc/passwd", "javascript:alert(1)", "https://user:password@example.com/",
    "https://169.254.169.254/latest/meta-data", "http://169.254.169.254/", "https://2852039166/", "https://0xa9fea9fe/", "https://[fe80::1]/", "https://[::ffff:169.254.169.254]/", "https://[fd00:ec2::254]/",
    "http://0.0.0.0/", "http://127.0.0.1.example.com/", "http://localhost.example.com/", "http://0x7f.example.com", "https://10.1.2.3/", "https://192.168.1.1/", "https://[fd12::1]/", "https://[64:ff9b::a00:1]/",
    "https://100.64.0.1/", "https://224.0.0.1/",
  ])("is never %j", (address) => {
    for (const mode of ["live", "sandbox"] as const) expect(door.check(address, mode)).toMatchObject({ ok: false, failure: { code: "BAD_ADDRESS" } });
  });

  it("may lie in a network that the installation has opened, and in no other", () => {
    const opened = openOutboundDoor({ networks: ["10.1.0.0/16", "fd12::/16"] });
    for (const address of ["https://10.1.2.3/", "https://[fd12::1]/", "https://[::ffff:10.1.2.3]/"]) expect(opened.check(address, "live").ok).toBe(true);
    for (const address of ["https://10.2.2.3/", "http://10.1.2.3/", "https://169.254.169.254/", "https://127.0.0.1/"]) expect(opened.check(address, "live").ok).toBe(false);
  });
});

describe("a name", () => {
  it.each([
    ["this machine", ["127.0.0.1"], /own machine/], ["this machine by IPv6", ["::1"], /own machine/], ["this machine, mapped", ["::ffff:127.0.0.1"], /own machine/],
    ["a private network", ["10.0.0.5"], /OUTBOUND_NETWORKS/], ["a cloud's metadata", ["169.254.169.254"], /machine's network/], ["another family's metadata", ["fd00:ec2::254"], /machine's network/],
    ["a public address and this machine", ["1.1.1.1", "127.0.0.1"], /own machine/], ["a public address and a private one", ["1.1.1.1", "192.168.0.1"], /OUTBOUND_NETWORKS/], ["nowhere", [], /nowhere/],
  ])("that leads to %s is not called", async (_where, addresses, why) => {
    const door = openOutboundDoor({ resolve: async () => at(...addresses) });
    for (const mode of ["live", "sandbox"] as const) {
      for (const url of [`https://receiver.example.com:${port()}/`, `https://receiver.example.com.:${port()}/`]) {
        expect(await door.post(wish(url, { mode }))).toMatchObject({ ok: false, failure: { code: "BAD_ADDRESS", message: expect.stringMatching(why) as string } });
      }
    }
    expect(receiver.received).toHaveLength(0);
  });

  it("that answers otherwise a moment later is called where it was checked", async () => {
    const answers = [at("127.0.0.1"), at("169.254.169.254")];
    const door = openOutboundDoor({ resolve: async () => answers.shift() ?? [] });
    expect(await door.post(wish(`http://localhost:${port()}/`))).toEqual({ ok: true, value: { status: 200, text: "taken" } });
    expect(answers).toHaveLength(1);
    expect(receiver.received[0]?.headers.host).toBe(`localhost:${port()}`);
  });

  it("localhost that leads elsewhere is not called", async () => {
    const door = openOutboundDoor({ resolve: async () => at("1.1.1.1") });
    expect(await door.post(wish(`http://localhost:${port()}/`))).toMatchObject({ ok: false, failure: { code: "BAD_ADDRESS" } });
  });

  it("that takes long to look up is given up in time", async () => {
    const door = openOutboundDoor({ resolve: () => new Promise(() => undefined) });
    expect(await door.post(wish("https://slow.example.com/", { timeoutMs: 50 }))).toMatchObject({ ok: false, failure: { code: "LATE" } });
  });
});

describe("a call", () => {
  const door = openOutboundDoor();

  it("follows no redirect", async () => {
    receiver.answerWith((response) => void response.writeHead(307, { location: receiver.url }).end());
    expect(await door.post(wish(receiver.url))).toMatchObject({ ok: true, value: { status: 307 } });
    expect(receiver.received).toHaveLength(1);
  });

  it("reads no more of an answer than it wants", async () => {
    receiver.answerWith((response) => void response.writeHead(200).end("x".repeat(101)));
    expect(await door.post(wish(receiver.url))).toMatchObject({ ok: false, failure: { code: "ANSWER_TOO_LONG" } });
    expect(await door.post(wish(receiver.url, { answerBytesMax: 101 }))).toMatchObject({ ok: true });
    expect(await door.post(wish(receiver.url, { answerBytesMax: 0 }))).toEqual({ ok: true, value: { status: 200, text: "" } });
  });

  it("ends in time when an answer drips", async () => {
    let drip: ReturnType<typeof setInterval> | undefined;
    receiver.answerWith((response) => {
      response.writeHead(200);
      drip = setInterval(() => response.write("x"), 20);
    });
    expect(await door.post(wish(receiver.url, { timeoutMs: 300, answerBytesMax: 10_000 }))).toMatchObject({ ok: false, failure: { code: "LATE" } });
    clearInterval(drip);
  });

  it("says when nobody is there, or hangs up", async () => {
    receiver.answerWith((response) => void response.destroy());
    expect(await door.post(wish(receiver.url))).toMatchObject({ ok: false, failure: { code: "NOT_REACHED" } });
    expect(await door.post(wish("http://127.0.0.1:1/"))).toMatchObject({ ok: false, failure: { code: "NOT_REACHED" } });
  });

  it("knows no proxy of the environment", async () => {
    for (const name of ["http_proxy", "HTTP_PROXY", "ALL_PROXY"]) vi.stubEnv(name, "http://127.0.0.1:1");
    expect(await door.post(wish(receiver.url))).toMatchObject({ ok: true });
    vi.unstubAllEnvs();
  });
});
