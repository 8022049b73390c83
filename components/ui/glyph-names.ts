/** The Lucide icons in `public/icons.svg`: one file, so that a row of a table costs a reference and not a drawing. */
export const GLYPHS = [
  "activity", "archive", "arrow-down", "arrow-up", "ban", "bell", "book-open", "bot", "chart-no-axes-column",
  "check", "chevron-down", "chevron-left", "chevron-right", "circle-check", "circle-plus",
  "circle-question-mark", "circle-slash", "circle-x", "clock", "copy", "cpu", "download", "eye", "file-plus",
  "flask-conical", "hourglass", "inbox", "info", "key-round", "layout-dashboard", "link", "list-filter",
  "loader", "lock", "log-out", "menu", "network", "notebook-pen", "package-check", "pause", "plus",
  "refresh-cw", "rotate-cw", "scale", "scroll-text", "search", "send", "settings", "shield-alert",
  "shield-check", "shield-question-mark", "snowflake", "split", "timer-off", "triangle-alert", "undo-2",
  "unplug", "user", "users", "wallet", "x",
] as const;

export type GlyphName = (typeof GLYPHS)[number];
