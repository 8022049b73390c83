import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressKind, isInNetworks, parseNetwork } from "./network-address";

const networks = (...texts: string[]) => texts.map(parseNetwork).filter((network) => network !== null);

describe("an address", () => {
  it.each(["93.184.215.14", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001:800::200e", "64:ff9b::5db8:d70e", "::ffff:1.1.1.1"])("%s is public", (text) => {
    expect(addressKind(text)).toBe("public");
  });

  it.each(["127.0.0.1", "127.255.255.254", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1", "::ffff:7f00:1"])("%s is this machine", (text) => {
    expect(addressKind(text)).toBe("loopback");
  });

  it.each(["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "fc00::1", "fd12:3456::1", "::ffff:10.0.0.1"])("%s is in a private network", (text) => {
    expect(addressKind(text)).toBe("private");
  });

  it.each([
    "169.254.169.254", "::ffff:169.254.169.254", "::ffff:a9fe:a9fe", "64:ff9b::a9fe:a9fe", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "100.100.100.200", "168.63.129.16", "fd00:ec2::254", "fd20:ce::254",
    "0.0.0.0", "::", "::127.0.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.0.0.192", "198.18.0.1", "203.0.113.1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
    "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "100::1",
  ])("%s is refused", (text) => {
    expect(addressKind(text)).toBe("refused");
  });

  it.each(["", "localhost", "127.1", "0177.0.0.1", "2130706433", "0x7f000001", "1.2.3.4.5", "256.1.1.1", "1.2.3.4/8", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "12345::", "::1.2.3", "[::1]", " 127.0.0.1"])("%j is no address at all", (text) => {
    expect(addressKind(text)).toBe("refused");
  });

  it("inside of IPv6 is what it is outside", () => {
    fc.assert(fc.property(fc.ipV4(), (text) => {
      expect(addressKind(`::ffff:${text}`)).toBe(addressKind(text));
      if (addressKind(`64:ff9b::${text}`) === "public") expect(addressKind(text)).toBe("public");
    }));
  });

  it("in any spelling of IPv6 is of one kind", () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 }), (groups) => {
      const long = groups.map((group) => group.toString(16).padStart(4, "0")).join(":");
      const short = new URL(`http://[${long}]`).hostname.slice(1, -1);
      expect(addressKind(short)).toBe(addressKind(long));
    }));
  });
});

describe("a network", () => {
  it("holds its addresses and no others", () => {
    const own = networks("10.1.0.0/16", "fd12::/16", "192.168.7.7");
    for (const text of ["10.1.0.0", "10.1.255.255", "::ffff:10.1.2.3", "fd12::1", "192.168.7.7"]) expect(isInNetworks(text, own), text).toBe(true);
    for (const text of ["10.2.0.0", "fd13::1", "192.168.7.8", "nonsense"]) expect(isInNetworks(text, own), text).toBe(false);
  });

  it.each(["10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/", "10.0.0.0/-1", "host", ""])("is never %j", (text) => {
    expect(parseNetwork(text)).toBeNull();
  });
});
