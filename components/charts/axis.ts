export const AXIS_TICK = { fill: "var(--ink3)", fontSize: 11 };
