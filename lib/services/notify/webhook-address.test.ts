import { describe, expect, it } from "vitest";
import { checkWebhookAddress } from "./webhook-address";

describe("the address of a webhook", () => {
  it.each(["https://example.com/hook", "https://hooks.example.com:8443/a?b=c", "https://10.1.2.3/in-our-network"])("may be %s for real money", (address) => {
    expect(checkWebhookAddress(address, "live").ok).toBe(true);
  });

  it.each(["http://127.0.0.1:9000/hook", "http://localhost/hook", "http://[::1]:1/"])("may be %s for a sandbox alone", (address) => {
    expect(checkWebhookAddress(address, "sandbox").ok).toBe(true);
    expect(checkWebhookAddress(address, "live").ok).toBe(false);
  });

  it.each([
    "", "not an address", "http://example.com/hook", "ftp://example.com", "file:///etc/passwd", "javascript:alert(1)", "https://user:password@example.com/",
    "https://169.254.169.254/latest/meta-data", "http://169.254.169.254/", "https://2852039166/", "https://[fe80::1]/", "https://[::ffff:169.254.169.254]/",
    "http://0.0.0.0/", "http://127.0.0.1.example.com/", "http://localhost.example.com/", "http://0x7f.example.com",
  ])("is never %j", (address) => {
    expect(checkWebhookAddress(address, "sandbox").ok).toBe(false);
  });
});
