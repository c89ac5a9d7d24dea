// Bundles the page's script and style, libraries included, into two files that the library embeds.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

await build({
  absWorkingDir: here,
  entryPoints: { page: "src/page.js" },
  outdir: "../../src/PerfInsight/Reporting/Flame",
  bundle: true,
  minify: true,
  // d3-flame-graph knows a tree that it has laid out by the name of its class.
  keepNames: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  banner: {
    js: "/*! d3-flame-graph 5.0.0, Apache-2.0, (c) Martin Spier. d3, ISC, (c) Mike Bostock. Bundled by web/flame. */",
  },
});
