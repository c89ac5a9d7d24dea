// Light or dark: as the system is, until the reader wants it otherwise.

const listeners = [];

export const dark = () => document.documentElement.dataset.theme === "dark";

/** Takes the system's theme, and lets the page's button change it. */
export function followSystem() {
  document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  document.getElementById("theme").addEventListener("click", changeTheme);
}

export function changeTheme() {
  document.documentElement.dataset.theme = dark() ? "light" : "dark";
  for (const changed of listeners) changed();
}

/** Calls when the theme has changed. */
export function onTheme(changed) {
  listeners.push(changed);
}
