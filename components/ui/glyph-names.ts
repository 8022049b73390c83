/** The Lucide icons in `public/icons.svg`: one file, so that a row of a table costs a reference and not a drawing. */
export const GLYPHS = [
  "activity", "archive", "arrow-down", "arrow-left", "arrow-right", "arrow-up", "arrow-up-right", "ban", "bell",
  "book-open", "bookmark", "bot", "calendar", "chart-candlestick", "chart-no-axes-column", "check",
  "chevron-down", "chevron-left", "chevron-right", "circle-check", "circle-dot", "circle-pause", "circle-plus",
  "circle-question-mark", "circle-slash", "circle-stop", "circle-x", "clipboard-check", "clock", "coins", "copy",
  "cpu", "crown", "database", "dices", "download", "ellipsis", "external-link", "eye", "fast-forward",
  "file-plus", "file-text", "fingerprint-pattern", "flag", "flask-conical", "gauge", "gavel", "globe", "hand",
  "hand-coins", "history", "hourglass", "inbox", "info", "key", "key-round", "landmark", "layout-dashboard",
  "link", "list", "list-filter", "loader", "lock", "log-out", "maximize", "menu", "milestone", "minus", "moon",
  "network", "notebook-pen", "package-check", "pause", "pencil", "percent", "play", "plug", "plus", "radar",
  "refresh-cw", "rotate-cw", "scale", "scroll-text", "search", "send", "server", "settings", "shield",
  "shield-alert", "shield-check", "shield-question-mark", "shuffle", "skip-forward", "snowflake", "split",
  "store", "sun", "terminal", "timer-off", "trash-2", "triangle-alert", "undo-2", "unplug", "user", "user-check",
  "users", "users-round", "wallet", "workflow", "x", "zap",
] as const;

export type GlyphName = (typeof GLYPHS)[number];
