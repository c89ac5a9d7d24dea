// Bundles script and style of each page, libraries included, into files that the library embeds.
// With --check it writes nothing and fails where those files are not what the sources give.
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

const check = process.argv.includes("--check");
const { outputFiles } = await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: { "Flame/page": "src/page.js", "Gates/gate": "src/gate.js" },
  outdir: "../../src/PerfInsight/Reporting",
  write: false,
  bundle: true,
  minify: true,
  // d3-flame-graph knows a tree that it has laid out by the name of its class.
  keepNames: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  banner: {
    js: "/*! d3-flame-graph 5.0.0, Apache-2.0, (c) Martin Spier. d3, ISC, (c) Mike Bostock. Bundled by web/flame. */",
  },
});

for (const { path, text } of outputFiles) {
  if (!check) {
    await writeFile(path, text);
  } else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    console.error(`${basename(path)} is not what web/flame builds: run 'npm ci && npm run build' there`);
    process.exitCode = 1;
  }
}
