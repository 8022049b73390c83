import { describe, expect, it } from "vitest";
import { baseUrlField } from "./connection";

describe("the address of a platform's service", () => {
  it.each(["https://escrow.example.com", "https://10.1.2.3/escrow", "http://127.0.0.1:4010/escrow.purpleflea.com", "http://localhost:4010", "https://[2606:4700::1111]:8443"])("may be %s", (text) => {
    expect(baseUrlField.safeParse(text).success).toBe(true);
  });

  it.each([
    "http://escrow.example.com", "https://user:word@example.com", "https://example.com/?key=1", "ftp://example.com", "https://169.254.169.254", "https://0xa9fea9fe", "https://[fe80::1]",
    "https://[::ffff:169.254.169.254]", "https://0.0.0.0", "https://[fd00:ec2::254]",
  ])("is never %s", (text) => {
    expect(baseUrlField.safeParse(text).success).toBe(false);
  });
});
