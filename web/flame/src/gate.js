import { flame } from "./flame.js";
import { findings } from "./findings.js";
import { keyboard } from "./keyboard.js";
import { changeTheme, followSystem } from "./theme.js";
import "./gate.css"; // last: it overrides the library's style

const at = (id) => document.getElementById(id);
followSystem();
const list = findings(at("list"), at("filter"), at("shown"));
const profile = at("profile") && JSON.parse(at("profile").textContent);
const flames = profile && flame(profile);
if (flames) {
  const known = new Set(profile.functions.name);
  for (const button of document.querySelectorAll("button[data-member]")) {
    button.hidden = !known.has(button.dataset.member);
    button.addEventListener("click", () => show(button.dataset.member, button.dataset.type));
  }

  // First: what the graph does with a key, the page does not.
  keyboard(flames, at("search"), { theme: changeTheme, owns: (event) => at("flame").contains(event.target) });
}

document.addEventListener("keydown", press);
document.documentElement.dataset.ready = "";

function show(member, type) {
  flames.showType(type);
  flames.chart.reset();
  flames.search(`^${member.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`);
  at("flame").scrollIntoView();
  at("chart").focus({ preventScroll: true });
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (["INPUT", "SELECT"].includes(event.target.tagName)) {
    if (event.key !== "Escape" || event.target !== at("filter")) return;
    list.filter("");
    event.target.blur();
  } else if (event.key === "j") list.move(1);
  else if (event.key === "k") list.move(-1);
  else if (event.key === "e") list.toggleAll();
  else if (event.key === "/") at("filter").focus();
  else if (event.key === "t") changeTheme();
  else if (event.key === "f" && flames) {
    at("flame").scrollIntoView();
    at("chart").focus({ preventScroll: true });
  } else return;
  event.preventDefault();
}
