/** The Lucide icons in `public/icons.svg`: one file, so that a row of a table costs a reference and not a drawing. */
export const GLYPHS = [
  "activity", "archive", "arrow-down", "arrow-left", "arrow-right", "arrow-up", "arrow-up-right", "ban",
  "bell", "book-open", "bot", "calendar", "chart-candlestick", "chart-no-axes-column", "check", "chevron-down",
  "chevron-left", "chevron-right", "circle-check", "circle-dot", "circle-plus", "circle-question-mark",
  "circle-slash", "circle-x", "clipboard-check", "clock", "coins", "copy", "cpu", "crown", "database", "dices",
  "download", "ellipsis", "external-link", "eye", "fast-forward", "file-plus", "fingerprint-pattern",
  "flask-conical", "gauge", "globe", "hand-coins", "history", "hourglass", "inbox", "info", "key", "key-round",
  "landmark", "layout-dashboard", "link", "list-filter", "loader", "lock", "log-out", "menu", "milestone",
  "moon", "network", "notebook-pen", "package-check", "pause", "pencil", "percent", "plug", "plus", "radar",
  "refresh-cw", "rotate-cw", "scale", "scroll-text", "search", "send", "server", "settings", "shield",
  "shield-alert", "shield-check", "shield-question-mark", "snowflake", "split", "sun", "terminal", "timer-off",
  "trash-2", "triangle-alert", "undo-2", "unplug", "user", "users", "users-round", "wallet", "x", "zap",
] as const;

export type GlyphName = (typeof GLYPHS)[number];
