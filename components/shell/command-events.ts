/** Window events that open the lazy parts of the shell from anywhere. */
export const OPEN_PALETTE = "open-palette";
export const OPEN_SHORTCUT_HELP = "open-shortcut-help";
