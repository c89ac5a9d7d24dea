import { flame } from "./flame.js";
import { keyboard } from "./keyboard.js";
import { changeTheme, followSystem } from "./theme.js";
import "./page.css"; // last: it overrides the library's style

followSystem();
const flames = flame(JSON.parse(document.getElementById("profile").textContent));
keyboard(flames, document.getElementById("search"), { theme: changeTheme, owns: () => true });
document.documentElement.dataset.ready = "";
