import { describe, expect, it } from "vitest";
import { PERMISSIONS, can, rolesWith } from "./permissions";
import { ROLES, isRole } from "./roles";

describe("permissions", () => {
  it("gives nobody anything without a role", () => {
    for (const permission of PERMISSIONS) expect(can([], permission)).toBe(false);
  });

  it("lets a viewer and an auditor change nothing", () => {
    const reading = ["fleet.read", "audit.read", "audit.verify", "report.export"];
    for (const permission of PERMISSIONS.filter((name) => !reading.includes(name))) {
      expect(can(["viewer", "auditor"], permission), permission).toBe(false);
    }
  });

  it("keeps money above the threshold with the treasurer alone", () => {
    expect(rolesWith("money.aboveThreshold")).toEqual(["treasurer"]);
    expect(can(["operator", "admin"], "money.aboveThreshold")).toBe(false);
  });

  it("gives a person with several roles their union", () => {
    for (const permission of PERMISSIONS) {
      const union = ROLES.some((role) => can([role], permission));
      expect(can([...ROLES], permission)).toBe(union);
    }
  });

  it("denies a permission that the table does not know", () => {
    expect(can([...ROLES], "money.print" as never)).toBe(false);
    expect(isRole("root")).toBe(false);
  });
});
